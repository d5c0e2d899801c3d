package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One account whose calendars all fail, and another that must not feel it. */
class BadTenantIntegrationTests extends PerilInstallation {
  private static final int BAD = 20;
  private static final int CHANGES = 20;

  /** {@code calsync.quota.turns-per-account}, of the 64 turns that a worker takes at once. */
  private static final int SHARE = 4;

  private final AccountId badAccount = new AccountId(UUID.randomUUID());
  private final List<CalendarId> bad = new ArrayList<>();

  @AfterEach
  void nobodyTriesTheBadOnesAgain() {
    jdbc.sql(
            """
            update sync.calendar_sync set due_at = null, lease_epoch = lease_epoch + 1
             where account_id = ?
            """)
        .param(badAccount.value())
        .update();
  }

  /** What hangs holds its account's share of turns and no more, and the others' go on meanwhile. */
  @ParameterizedTest
  @CsvSource({"0, 8000, true", "500, 0, false"})
  void anAccountWhoseEveryCallHangsOrFailsDelaysNoOther(int status, int delay, boolean hangs)
      throws Exception {
    connect();
    awaitRest();
    Duration alone = timeOfChanges();
    badCalendars(status, delay);
    await().until(() -> failing() > 0 || leased() == SHARE);
    Duration beside = timeOfChanges();

    assertThat(leased()).isLessThanOrEqualTo(SHARE);
    if (hangs) {
      assertThat(leased()).isEqualTo(SHARE); // All the while: a call hangs longer than all that.
    }
    System.out.printf("%d changes: %s alone, %s beside%n", CHANGES, alone, beside);
    assertThat(beside).isLessThan(alone.multipliedBy(3).plusSeconds(1));
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar)).hasSize(2 * CHANGES);
  }

  /** From change to mirror, one after the other. */
  private Duration timeOfChanges() throws Exception {
    Instant from = Instant.now();
    for (int i = 0; i < CHANGES; i++) {
      String id = google.inserts(googleCalendar, "Change " + i).getId();
      push();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() ->
              jdbc.sql("select 1 from sync.event where calendar_id = ? and event_id = ?")
                  .param(calendar.value())
                  .param(id)
                  .query(Integer.class)
                  .optional()
                  .isPresent());
    }
    return Duration.between(from, Instant.now());
  }

  private void badCalendars(int status, int delay) throws Exception {
    grant(badAccount, google::accessToken);
    for (int i = 0; i < BAD; i++) {
      var next = new CalendarId(UUID.randomUUID());
      String id = next.toString().substring(0, 8) + "@bad.example.com";
      google.calendar(id);
      google.fault(
          "{\"match\":\"events.list\",\"calendarId\":\"%s\",\"status\":%d,\"delayMillis\":%d,\"times\":0}"
              .formatted(id, status, delay));
      // As if it had been read before, so that it is no matter of first syncs.
      lifecycle(
          new Lifecycle.CalendarAdded(
              badAccount,
              new UserId(UUID.randomUUID()),
              i + 1,
              Instant.now(),
              next,
              id,
              Instant.now().plus(Duration.ofDays(7))));
      bad.add(next);
    }
    await().until(() -> of("") == BAD);
    jdbc.sql("update sync.calendar_sync set sync_token = 'known' where account_id = ?")
        .param(badAccount.value())
        .update();
    for (CalendarId calendarId : bad) {
      push(calendarId);
    }
  }

  private int leased() {
    return of("and lease_owner is not null");
  }

  private int failing() {
    return of("and last_error is not null");
  }

  private int of(String condition) {
    return jdbc.sql("select count(*) from sync.calendar_sync where account_id = ? " + condition)
        .param(badAccount.value())
        .query(Integer.class)
        .single();
  }
}
