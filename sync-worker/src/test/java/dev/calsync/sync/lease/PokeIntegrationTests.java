package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a calendar is read that somebody asked for: at once, after a quiet time, once more. */
class PokeIntegrationTests extends OneDueCalendar {
  @Test
  @KnownBug(Complaint.PUSH_DURING_SYNC_LOST)
  void anyNumberOfPokesDuringATurnCostExactlyOneMore() {
    Lease lease = claim(worker);
    IntStream.range(0, 100)
        .forEach(_ -> otherWorker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE));

    assertThat(worker.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isTrue();
    Lease second = claimWhenDue(otherWorker);
    assertThat(otherWorker.releases().finish(second, 0, DEBOUNCE, Duration.ofHours(1), false))
        .isFalse();
    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();
  }

  @Test
  void aPokeBeforeTheClaimIsAnsweredByThatTurn() {
    worker.due().poke(Map.of(calendar, Poke.ONCE.and(Poke.ONCE)), Asked.BY_GOOGLE);
    Lease lease = claimWhenDue(worker);

    assertThat(lease.occasion().pushed()).isTrue();
    assertThat(lease.occasion().asked()).isEqualTo(3); // When it was connected, and twice now.
    assertThat(worker.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isFalse();
  }

  @Test
  void aPushSoonAfterAReadingIsReadAtOnceWhereThereIsNoBurst() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);

    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aPushAfterAQuietTimeIsReadAtOnce() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    jdbc.sql("update sync.calendar_sync set last_synced_at = now() - interval '11 s'").update();
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);

    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void inABurstAPushSoonAfterAReadingWaitsForQuiet() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    IntStream.range(0, 3)
        .forEach(_ -> patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST));

    assertThat(dueIn()).isBetween(QUIET.minusMillis(900), QUIET);
  }

  @Test
  void aStreamOfPushesIsReadNoLaterThanItsTimeAfterTheLastReading() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    jdbc.sql("update sync.calendar_sync set last_synced_at = now() - interval '9 s'").update();
    IntStream.range(0, 3)
        .forEach(_ -> patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST));

    assertThat(dueIn()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
  }

  @Test
  void inABurstWhatWasPushedDuringATurnWaitsForQuietUnlessAnEditWaitsToo() {
    Lease lease = claim(patient);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    patient.releases().finish(lease, 0, QUIET, Duration.ofHours(1), false);
    assertThat(dueIn()).isBetween(QUIET.minusMillis(900), QUIET);

    theLeaseEnds();
    lease = claim(patient);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status)
            values (gen_random_uuid(), ?, ?, '{}', 'PENDING')
            """)
        .params(calendar.value(), user.value())
        .update();
    patient.releases().finish(lease, 0, QUIET, Duration.ofHours(1), false);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  /**
   * Who was overtaken may tell the state topic what is out of date when its successor has parked.
   */
  @Test
  void aParkedCalendarIsAskedForOnlyIfTheStateTopicIsOwedSomething() {
    patient.releases().park(claim(patient), Parking.ACCESS_LOST, "404", Duration.ofHours(6));
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    assertThat(dueIn()).isGreaterThan(Duration.ofHours(5));

    jdbc.sql("insert into sync.state_owed (calendar_id, event_id) values (?, 'lunch')")
        .param(calendar.value())
        .update();
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void whatWeAskForOurselvesDoesNotWaitForQuietNorIsItPutOff() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));

    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aPushThatComesAgainIsAnsweredAWhileAfterTheLastReadingHoweverOftenItComes() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    IntStream.range(0, 3).forEach(_ -> patient.due().remind(Set.of(calendar)));
    assertThat(dueIn()).isBetween(CALM.dividedBy(2), CALM);

    jdbc.sql("update sync.calendar_sync set last_synced_at = now() - interval '1 h'").update();
    patient.due().remind(Set.of(calendar));
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aPushThatComesAgainPutsNothingOffAndIsFollowedByAReadingEvenIfItCameDuringOne() {
    patient.releases().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    patient.due().remind(Set.of(calendar));
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));

    Lease lease = claimWhenDue(patient);
    patient.due().remind(Set.of(calendar));
    patient.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false);
    assertThat(dueIn()).isBetween(CALM.dividedBy(2), CALM);
  }

  @Test
  void aTurnThatComesLateAfterThePushNeedsNoOtherOne() {
    worker.releases().finish(claim(worker), 0, DEBOUNCE, Duration.ofHours(1), false);
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    assertThat(claimWhenDue(worker).occasion().secondLook()).isFalse();

    theLeaseEnds();
    aWhilePasses(SECOND_LOOK);
    Lease.Occasion late = claim(worker).occasion();
    assertThat(late.pushed()).isTrue();
    assertThat(late.secondLook()).isTrue();
  }

  @Test
  @KnownBug(Complaint.PUSH_DURING_SYNC_LOST)
  void aPushDuringASecondLookIsLookedAtASecondTimeAsWell() {
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    Lease lease = claimWhenDue(worker);
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    worker.releases().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), true);

    assertThat(claimWhenDue(worker).occasion().secondLook()).isFalse();
  }
}
