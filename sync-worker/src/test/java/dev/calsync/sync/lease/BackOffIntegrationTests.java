package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.SyncToken;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A calendar that failed or may not call yet waits for its time, and nothing undercuts that. */
class BackOffIntegrationTests extends OneDueCalendar {
  @Test
  void failuresAreCountedUntilATurnSucceeds() {
    worker.releases().backOff(claim(worker), Duration.ZERO, "503");
    worker.releases().backOff(claim(worker), Duration.ZERO, "503");
    Lease third = claim(worker);

    assertThat(third.standing().failures()).isEqualTo(2);
    worker.releases().finish(third, 0, DEBOUNCE, Duration.ZERO, false);
    assertThat(claim(worker).standing().failures()).isZero();
  }

  @Test
  void noPokeUndercutsABackOff() {
    Lease lease = claim(worker);
    worker.releases().backOff(lease, Duration.ofMinutes(10), "503");
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);

    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();
    assertThat(dueIn()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void newsOfACalendarDoesNotShortenItsBackOff() {
    Lease lease = claim(worker);
    worker.releases().backOff(lease, Duration.ofMinutes(5), "rate limited");
    registry.keep(added(2), calendar, "ada@example.com", null, 3);
    registry.suspect(removed(3), calendar);

    assertThat(dueIn()).isGreaterThan(Duration.ofMinutes(4));
  }

  @Test
  void aCalendarThatMayNotCallYetHasNotFailed() {
    worker.releases().postpone(claim(worker), Duration.ofSeconds(30));

    assertThat(dueIn()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
    theLeaseEnds();
    assertThat(claim(worker).standing().failures()).isZero();
  }

  @Test
  void aCalendarIsNotReadFromItsBeginningAgainAndAgain() {
    Progress progress = new Progress(new SyncToken("t"), null, 0, false);
    for (int i = 0; i < 3; i++) {
      Lease lease = claimed(worker).getFirst();
      assertThat(lease.standing().resyncIn()).isZero();
      progress = progress.fullSyncBegun();
      worker.leased().advance(lease, 0, progress, 0);
      worker.leased().advance(lease, 0, progress.pageDone("p"), 0);
      theLeaseEnds();
    }

    assertThat(claim(worker).standing().resyncIn())
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
  }
}
