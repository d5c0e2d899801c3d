package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who claims a calendar holds it alone, and who was overtaken can do nothing any more. */
class LeaseIntegrationTests extends OneDueCalendar {
  @Test
  void whatCouldNotBeLetGoIsDueAgainAfterItsDelayUnlessItWasLetGoAfterAll() {
    Lease lease = claim(worker);
    worker.releases().letGo(List.of(new Releases.Stranded(lease, Duration.ofMinutes(5))));
    assertThat(dueIn()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));

    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    Lease next = claimWhenDue(worker);
    worker.releases().finish(next, 0, DEBOUNCE, Duration.ofHours(1), false);
    worker.releases().letGo(List.of(new Releases.Stranded(next, Duration.ZERO)));
    assertThat(dueIn()).isGreaterThan(Duration.ofMinutes(59));
  }

  @Test
  void aNewCalendarIsDueAtOnceAndClaimedByOneOnly() {
    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10)).hasSize(1);
    assertThat(otherWorker.due().claimIn(List.of(3), Kind.BACKFILL, 10)).isEmpty();
    assertThat(otherWorker.due().claim(Set.of(calendar), Kind.BACKFILL, 10)).isEmpty();
  }

  @Test
  @KnownBug(Complaint.TOKEN_OF_ANOTHER)
  void anOvertakenTurnCanDoNothingAnyMore() {
    Lease zombie = claim(worker);
    theLeaseEnds();
    Lease successor = claim(otherWorker);

    assertThat(successor.epoch()).isGreaterThan(zombie.epoch());
    assertThatThrownBy(() -> worker.leased().advance(zombie, 1, zombie.progress(), 0))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.leased().published(zombie, 1))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.releases().finish(zombie, 0, DEBOUNCE, LEASE, false))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.releases().backOff(zombie, LEASE, ""))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.releases().park(zombie, Parking.ACCESS_LOST, "", null))
        .isInstanceOf(FencedException.class);
    assertThat(otherWorker.leased().advance(successor, 1, successor.progress(), 0).lastSeq())
        .isZero();
  }

  /** P10: whatever an overtaken turn tries, a hundred times out of a hundred no row is touched. */
  @Test
  void ofAHundredStaleWritesAHundredAreRejected() {
    for (int i = 0; i < 100; i++) {
      Lease zombie = claim(worker);
      theLeaseEnds();
      Lease successor = claim(otherWorker);
      List<Map<String, @Nullable Object>> rows = rows();
      List<Runnable> writes =
          List.of(
              () -> worker.leased().requireHeld(zombie),
              () -> worker.leased().advance(zombie, 1, zombie.progress(), 0),
              () -> worker.leased().published(zombie, 1),
              () -> worker.releases().finish(zombie, 0, DEBOUNCE, LEASE, false),
              () -> worker.releases().backOff(zombie, LEASE, ""),
              () -> worker.releases().postpone(zombie, LEASE),
              () -> worker.releases().park(zombie, Parking.ACCESS_LOST, "", null));
      for (Runnable write : writes) {
        assertThatThrownBy(write::run).isInstanceOf(FencedException.class);
      }
      assertThat(rows()).isEqualTo(rows);
      otherWorker.releases().finish(successor, 0, DEBOUNCE, Duration.ZERO, false);
      theLeaseEnds();
    }
  }

  @Test
  void theClaimSaysWhetherAnythingIsLeftToTellOrToExecute() {
    Lease lease = claim(worker);
    assertThat(lease.standing().told().all()).isTrue();
    assertThat(lease.standing().edited()).isFalse();
    worker.leased().advance(lease, 2, lease.progress(), 0);
    theLeaseEnds();

    lease = claim(worker);
    assertThat(lease.standing().told()).isEqualTo(new Lease.Told(0, false));
    worker.releases().finish(lease, 2, DEBOUNCE, Duration.ZERO, false);
    assertThat(claimWhenDue(worker).standing().told()).isEqualTo(new Lease.Told(2, true));
  }

  @Test
  void eventsOwedToTheStateTopicAreSeenByTheClaimAndByTheFence() {
    jdbc.sql("insert into sync.state_owed (calendar_id, event_id) values (:calendar, 'e')")
        .param("calendar", calendar.value())
        .update();
    Lease lease = claim(worker);

    assertThat(lease.standing().told().all()).isFalse();
    assertThat(worker.leased().advance(lease, 0, lease.progress(), 0).owed()).isTrue();
  }

  private static List<Map<String, @Nullable Object>> rows() {
    return jdbc.sql("select * from sync.calendar_sync").query().listOfRows();
  }

  @Test
  void aTurnThatSleptTooLongStopsByItselfBeforeItsLeaseEnds() {
    Lease lease = claim(worker).renewed(Instant.MIN, false);

    assertThatThrownBy(() -> worker.leased().requireTime(lease))
        .isInstanceOf(FencedException.class);
  }

  @Test
  void aCrashedWorkersCalendarSimplyBecomesDueAgainAndHasNotFailed() {
    claim(worker);
    theLeaseEnds();

    assertThat(claim(otherWorker).standing().failures()).isZero();
  }

  /** Invariant 3: whoever commits, commits alone at its epoch. */
  @Test
  @KnownBug(Complaint.TOKEN_OF_ANOTHER)
  void manyWorkersOverOneCalendarNeverHoldItAtOnce() throws Exception {
    Set<Long> epochs = ConcurrentHashMap.newKeySet();
    AtomicInteger turns = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Worker> workers = IntStream.range(0, 8).mapToObj(_ -> worker(Duration.ZERO)).toList();
      for (Worker rows : workers) {
        var _ =
            executor.submit(() -> {
              while (turns.get() < 100) {
                rows.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
                for (Lease lease : rows.due().claim(Set.of(calendar), Kind.BACKFILL, 1)) {
                  assertThat(epochs.add(lease.epoch())).isTrue();
                  rows.leased().advance(lease, 1, lease.progress(), 0);
                  turns.incrementAndGet();
                  rows.releases().finish(lease, 0, DEBOUNCE, Duration.ZERO, false);
                }
              }
              return null;
            });
      }
    }
    assertThat(jdbc.sql("select change_seq from sync.calendar_sync").query(Long.class).single())
        .isEqualTo(turns.get())
        .isEqualTo(epochs.size());
  }
}
