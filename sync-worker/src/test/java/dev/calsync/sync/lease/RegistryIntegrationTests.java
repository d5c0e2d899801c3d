package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the channel manager says of a calendar counts, whether it waits, is read or is parked. */
class RegistryIntegrationTests extends OneDueCalendar {
  @Test
  void aCalendarParkedWithoutAGrantIsDueWhenTheGrantIsBack() {
    Lease lease = claim(worker);
    worker.releases().park(lease, Parking.NEEDS_REAUTHORIZATION, "invalid_grant", null);
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();

    assertThat(registry.unpark(account, 2)).containsExactly(calendar);
    assertThat(claim(worker).calendar()).isEqualTo(calendar);
  }

  @Test
  void aGrantRenewedWhileWeAreToldThatItIsDeadIsTriedAgain() {
    Lease lease = claim(worker);
    registry.unpark(account, 2);
    worker.releases().park(lease, Parking.NEEDS_REAUTHORIZATION, "invalid_grant", null);

    assertThat(dueIn()).isLessThan(Duration.ofSeconds(2));
  }

  /** Its next look may be hours away, and until then it would seem to be behind. */
  @Test
  void aGrantThatIsRenewedAsksForNothingOfACalendarAtRest() {
    worker.releases().finish(claim(worker), 0, DEBOUNCE, Duration.ofHours(12), false);

    registry.unpark(account, 2);

    assertThat(dueIn()).isGreaterThan(Duration.ofHours(11));
    assertThat(
            jdbc.sql(
                    "select requested_gen = synced_gen from sync.calendar_sync where calendar_id = ?")
                .param(calendar.value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aGrantThatEndsDuringATurnParksItsCalendarThoughTheTurnEndsWell() {
    Lease lease = claim(worker);
    registry.park(account, 2, "invalid_grant");

    assertThat(worker.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isFalse();
    assertThat(worker.due().claimOverdue(Duration.ofDays(-1), Kind.LIVE, 1)).isEmpty();
    assertThat(worker.due().claimOverdue(Duration.ofDays(-1), Kind.BACKFILL, 1)).isEmpty();
    assertThat(registry.unpark(account, 3)).containsExactly(calendar);
    assertThat(claim(worker).standing().parked()).isNull();
  }

  @Test
  void aRemovalDuringATurnIsSeenToByTheNext() {
    Lease lease = claim(worker);
    registry.remove(removed(2), calendar, 0);

    assertThat(worker.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isTrue();
    assertThat(claimWhenDue(worker).standing().removed()).isTrue();
  }

  @Test
  void aRemovalDuringATurnThatFailsIsSeenToAtOnce() {
    Lease lease = claim(worker);
    registry.remove(removed(2), calendar, 0);
    worker.releases().backOff(lease, Duration.ofHours(1), "Google is away");

    assertThat(claim(worker).standing().removed()).isTrue();
  }

  @Test
  void aCalendarWhoseChannelIsSuspectIsPolledFromNowOn() {
    registry.keep(added(2), calendar, "ada@example.com", Instant.now().plusSeconds(3600), 3);
    worker.releases().finish(claim(worker), 0, DEBOUNCE, Duration.ofHours(6), false);

    assertThat(registry.suspect(removed(3), calendar)).isTrue();
    assertThat(claim(worker).standing().watched()).isFalse();
  }

  @Test
  void aRemovalOfACalendarNeverHeardOfIsRememberedForTheEditsThatStillCome() {
    var unknown = new CalendarId(UUID.randomUUID());
    registry.remove(removed(1), unknown, 3);

    assertThat(worker.due().claim(Set.of(unknown), Kind.LIVE, 1).getFirst().standing().removed())
        .isTrue();
  }

  @Test
  void anOlderLifecycleMessageChangesNothing() {
    registry.keep(added(5), calendar, "ada@example.com", null, 3);

    assertThat(registry.keep(added(4), calendar, "ada@example.com", null, 3)).isFalse();
    assertThat(registry.remove(added(5), calendar, 0)).isFalse();
  }
}
