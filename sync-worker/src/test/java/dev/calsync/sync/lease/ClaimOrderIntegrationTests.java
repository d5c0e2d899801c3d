package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.sync.WorkerSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Which of many calendars that are due come first, and which give way. */
class ClaimOrderIntegrationTests extends OneDueCalendar {
  @Test
  void aBacklogOfFirstSyncsIsNotInTheWayOfWhatIsKnown() {
    var known = new CalendarId(UUID.randomUUID());
    registry.keep(added(known, 1), known, "ada@example.com", null, 3);
    jdbc.sql("update sync.calendar_sync set sync_token = 't' where calendar_id = ?")
        .param(known.value())
        .update();

    assertThat(worker.due().claimIn(List.of(3), Kind.LIVE, 10))
        .extracting(Lease::calendar)
        .containsExactly(known);
    assertThat(worker.due().claimOverdue(Duration.ZERO, Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .containsExactly(calendar);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachKindIsClaimedFromAnIndexOfItsOwn(Kind kind) {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, due_at, sync_token)
            select uuidv7(), uuidv7(), uuidv7(), '', i % 16, now() - interval '1 s' * i,
                   case when i % 2 = 0 then 't' end
              from generate_series(1, 10000) i
            """)
        .update();
    jdbc.sql("analyze sync.calendar_sync").update();
    String index = "calendar_sync_(over)?due_" + kind.name().toLowerCase(Locale.ROOT);

    assertThat(plan("kpart = 3 and due_at <= now() and " + kind.condition()))
        .containsPattern(index);
    assertThat(plan("due_at <= now() - interval '5 s' and " + kind.condition()))
        .containsPattern(index);
  }

  private static String plan(String condition) {
    return lines(
        jdbc,
        "explain select calendar_id from sync.calendar_sync where "
            + condition
            + " order by due_at limit 50 for no key update skip locked");
  }

  private static String lines(JdbcClient session, String query) {
    return String.join("\n", session.sql(query).query((row, _) -> row.getString(1)).list());
  }

  /** However few were due when the plan was made, which is made once for any parameters. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void thoseThatAreNamedAreLookedUpOneByOne(Kind kind) throws SQLException {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, due_at, sync_token)
            select uuidv7(), uuidv7(), uuidv7(), '', i % 16, now() + interval '1 d',
                   case when i % 2 = 0 then 't' end
              from generate_series(1, 10000) i
            """)
        .update();
    jdbc.sql("analyze sync.calendar_sync").update();
    String named =
        DueCalendars.NAMED
            .formatted(kind.condition())
            .replace(":ids", "$1")
            .replace(":limit", "$2");

    try (var connection = WorkerSchema.dataSource().getConnection()) {
      var session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      session.sql("set plan_cache_mode = force_generic_plan").update();
      session.sql("prepare named(uuid[], int) as " + named).update();

      assertThat(lines(session, "explain execute named('{%s}', 50)".formatted(calendar.value())))
          .containsPattern("calendar_sync_pkey[^\\n]*\\n *Index Cond: \\(calendar_id = ANY");
    }
  }

  @Test
  void whatWasDueFirstIsBegunFirst() {
    List<CalendarId> line = line();

    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .startsWith(line.toArray(CalendarId[]::new));
  }

  @Test
  void ofThoseThatAreNamedTheOnesDueForLongestAreClaimed() {
    List<CalendarId> line = line();
    jdbc.sql(
            "update sync.calendar_sync set due_at = now() + interval '1 min' where calendar_id = ?")
        .param(line.get(1).value())
        .update();

    assertThat(worker.due().claim(line.subList(1, 5), Kind.BACKFILL, 2))
        .extracting(Lease::calendar)
        .containsExactly(line.get(2), line.get(3));
  }

  /** Five more calendars, the one that is due for longest first. */
  private List<CalendarId> line() {
    List<CalendarId> line = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var another = new CalendarId(UUID.randomUUID());
      registry.keep(added(another, 1), another, "ada@example.com", null, 3);
      jdbc.sql(
              "update sync.calendar_sync set due_at = now() - ? * interval '1 min' where calendar_id = ?")
          .params(i + 1, another.value())
          .update();
      line.addFirst(another);
    }
    return line;
  }

  @Test
  void theCalendarsOfACrowdedAccountComeDueOneAfterTheOther() {
    for (int i = 0; i < 19; i++) {
      var another = new CalendarId(UUID.randomUUID());
      registry.keep(added(another, 1), another, "ada@example.com", null, 3);
    }
    List<Lease> claimed = worker.due().claimIn(List.of(3), Kind.BACKFILL, 10);
    worker.due().giveWay(Kind.BACKFILL, claimed.subList(4, 10), Duration.ofSeconds(10));

    assertThat(dueInSeconds("lease_owner is not null")).hasSize(4);
    List<Integer> line = dueInSeconds("lease_owner is null");
    assertThat(line).hasSize(16).doesNotHaveDuplicates();
    assertThat(line.getFirst()).isBetween(8, 10);
    assertThat(line.getLast()).isBetween(155, 160);
  }

  @Test
  void onlyTheAccountThatIsCrowdedGivesWay() {
    var other = new CalendarId(UUID.randomUUID());
    Lifecycle.OfAccount message =
        new Lifecycle.CalendarAdded(
            new AccountId(UUID.randomUUID()), user, 1, Instant.EPOCH, other, "grace", null);
    registry.keep(message, other, "grace@example.com", null, 3);
    worker.due().giveWay(Kind.BACKFILL, List.of(claim(worker)), Duration.ofMinutes(1));

    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .containsExactly(other);
  }

  private static List<Integer> dueInSeconds(String condition) {
    return jdbc.sql(
            "select extract(epoch from due_at - now())::int from sync.calendar_sync where "
                + condition
                + " order by due_at")
        .query((row, _) -> row.getInt(1))
        .list();
  }
}
