package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.check.Audit;
import dev.calsync.system.check.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker that stood still longer than its lease does not harm whoever took its place. */
@Alone("it kills or freezes what others use")
class FrozenWorkerEndToEndTests {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int EVENTS = 500;
  private static final long SLOW_MILLIS = 1_500;

  /** At least; no shorter than until its successor is done. */
  private static final Duration FROZEN =
      Duration.ofSeconds(Integer.getInteger("frozen.seconds", 0));

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar archive = google.calendar("Archive", mia);
  private final Program successor = system.anotherWorker("sync-worker-successor", Map.of());

  @AfterEach
  void everythingRunsAgain() {
    google.behaves();
    system.worker().thaw();
    if (successor.isAlive()) {
      successor.kill();
    }
  }

  @Test
  @Timeout(3_600)
  void workerThatWakesAfterItsLeaseCommitsNothingAndPublishesNothing() throws Exception {
    Session session = system.signIn(mia);
    String calendar = session.live(archive);
    var rows = new CalendarRows(system.databaseUrl());
    google.listsSlowly(archive, SLOW_MILLIS);
    google.fills(archive, EVENTS);
    await().atMost(PATIENCE).until(() -> rows.of(calendar).leased());
    system.worker().freeze();
    Instant asleep = Instant.now();
    CalendarRows.Row frozen = rows.of(calendar);
    assertThat(frozen.leased()).isTrue();

    successor.start();
    await().atMost(PATIENCE).until(() -> session.mirror(calendar).equals(mia.list(archive)));
    await().atMost(PATIENCE).until(() -> !rows.of(calendar).leased());
    CalendarRows.Row taken = rows.of(calendar);
    assertThat(taken.epoch()).isGreaterThan(frozen.epoch());
    assertThat(taken.token()).isNotEqualTo(frozen.token());

    await()
        .atMost(FROZEN.plus(PATIENCE))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> Instant.now().isAfter(asleep.plus(FROZEN)));
    system.worker().thaw();
    await().atMost(PATIENCE).until(() -> system.workerMetrics().anyMatch(this::tellsOfAFence));
    google.behaves();
    GoogleEvent late = mia.creates(archive, "Late", Week.on(MONDAY, 9));
    await().atMost(PATIENCE).until(() -> session.mirror(calendar).containsKey(late.id()));
    try (var audit =
        new Audit(
            system.databaseUrl(),
            system.bootstrapServers(),
            system.googleUrl(),
            Map.of(mia.email(), mia.accessToken()),
            new Ledger())) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(audit.findings()).isEmpty());
    }
    assertThat(rows.of(calendar).numbered()).isEqualTo(taken.numbered() + 1);
  }

  private boolean tellsOfAFence(String metric) {
    return metric.startsWith("calsync_sync_duration_seconds_count")
        && metric.contains("outcome=\"fenced\"");
  }
}
