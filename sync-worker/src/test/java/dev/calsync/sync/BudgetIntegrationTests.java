package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the worker asks of Google and how often. */
class BudgetIntegrationTests extends SmallBudgetInstallation {
  @Test
  void whereGoogleTakesNoMoreChangesEditsAreRejectedAtOnceAndReadingGoesOn() throws Exception {
    google.calendar(ada.googleCalendar());
    connect(ada);
    awaitSynced(ada);
    google.fault(
        """
        {"match":"events.insert","calendarId":"%s","status":403,"reason":"quotaExceeded","times":1}
        """
            .formatted(ada.googleCalendar()));
    CommandId refused = create(ada);
    awaitCommand(refused, "REJECTED", "quotaExceeded");
    CommandId notEvenTried = create(ada);
    awaitCommand(notEvenTried, "REJECTED", "quotaExceeded");

    assertThat(google.holds(ada.googleCalendar())).isEmpty();
    google.inserts(ada.googleCalendar(), "Lunch");
    push(ada.calendar());
    awaitMirrorEqualsGoogle(ada);
  }

  @Test
  @KnownBug(Complaint.QUOTA_STORM)
  void whenGoogleAsksForAPauseNobodyCallsBeforeItIsOver() throws Exception {
    Owned grace = new Owned();
    for (Owned owned : List.of(ada, grace)) {
      google.calendar(owned.googleCalendar());
      connect(owned);
      awaitSynced(owned);
    }
    google.fault(
        """
        {"match":"events.list","calendarId":"%s","status":429,"reason":"rateLimitExceeded",
         "retryAfter":3,"times":1}
        """
            .formatted(ada.googleCalendar()));
    push(ada.calendar());
    await().untilAsserted(() -> assertThat(outcomes("RateLimited")).isPositive());
    Instant told = Instant.now();
    google.inserts(ada.googleCalendar(), "Lunch");
    google.inserts(grace.googleCalendar(), "Dinner");
    push(ada.calendar());
    push(grace.calendar());
    awaitMirrorEqualsGoogle(grace);
    awaitMirrorEqualsGoogle(ada);

    assertThat(Duration.between(told, Instant.now())).isGreaterThan(Duration.ofMillis(2_500));
    assertThat(outcomes("RateLimited")).isEqualTo(1);
  }

  @Test
  void aCalendarWhoseEveryListEndsIn410IsLeftAloneForAWhile() throws Exception {
    google.calendar(ada.googleCalendar());
    google.fault(
        """
        {"match":"events.list","calendarId":"%s","status":410,"reason":"fullSyncRequired","times":0}
        """
            .formatted(ada.googleCalendar()));
    connect(ada);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            """
                            select resyncs from sync.calendar_sync
                             where calendar_id = ? and last_error like '%, again'
                               and due_at > now() + interval '30 s'
                            """)
                        .param(ada.calendar().value())
                        .query(Integer.class)
                        .optional())
                .hasValue(3));
  }

  /** P12's last clause in small: 120 calls a minute are 20 at once and one or so a second. */
  @Test
  void anAccountWithManyDirtyCalendarsDoesNotKeepOthersWaiting() throws Exception {
    List<Owned> hungry = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Owned next = new Owned(ada.account());
      google.calendar(next.googleCalendar());
      hungry.add(next);
      connect(next);
    }
    Owned grace = new Owned();
    google.calendar(grace.googleCalendar());
    google.inserts(grace.googleCalendar(), "Lunch");
    Instant asked = Instant.now();
    connect(grace);
    awaitMirrorEqualsGoogle(grace);

    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(hungry.stream().filter(this::isSynced).count()).isLessThan(60);
    assertThat(
            jdbc.sql("select max(attempts) from sync.calendar_sync where account_id = ?")
                .param(ada.account().value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  private double outcomes(String outcome) {
    return meters.find("calsync.google.requests").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private CommandId create(Owned owned) throws Exception {
    var id = new CommandId(UUID.randomUUID());
    var draft =
        new EventResource(
            Map.of(
                "summary", "Planning",
                "start", Map.of("dateTime", "2026-12-01T09:00:00Z"),
                "end", Map.of("dateTime", "2026-12-01T10:00:00Z")));
    var create = new Command.CreateEvent(id, owned.calendar(), owned.user(), "none", draft);
    kafka.send(Topics.COMMANDS, owned.calendar().toString(), json.writeValueAsBytes(create)).get();
    return id;
  }

  private void awaitCommand(CommandId command, String status, String reason) {
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            "select status || ' ' || reason from sync.command where command_id = ?")
                        .param(command.value())
                        .query(String.class)
                        .optional())
                .hasValue(status + " " + reason));
  }
}
