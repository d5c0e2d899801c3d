package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.sync.PerilousDatabase.Moment;
import dev.calsync.sync.PerilousDatabase.Peril;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Turns of several pages that end, fall asleep or lose the database at each step they take in it.
 */
class EndangeredTurnIntegrationTests extends PerilInstallation {
  private static final int EVENTS = 220; // five pages

  @Autowired SyncProperties sync;

  @AfterEach
  void noMorePeril() {
    perils().disarm();
    time().passes(Duration.ZERO);
  }

  /** However long a first sync takes: each page that is committed renews the lease. */
  @Test
  void aTurnOfManyPagesGoesOnBeyondTheTimeOfOneLease() throws Exception {
    insertsMany("Event ", EVENTS);
    Duration before = time().passed();
    time().passes(Duration.ofSeconds(5));
    connect(calendar, account, user);
    awaitRest();

    assertThat(time().passed().minus(before)).isGreaterThan(sync.lease());
    assertThat(column("lease_epoch")).isEqualTo(1L);
    assertThatAllIsWell();
  }

  /** Else it would be silent for ever, each turn as slow as the one before. */
  @Test
  void aTurnThatOutlastsItsLeaseIsCountedAndToldAndLetsGo() throws Exception {
    connect();
    awaitRest();
    insertsMany("Slow ", EVENTS);
    time().passes(sync.turnLimit().plusSeconds(1));
    push();
    await()
        .untilAsserted(() -> {
          Map<String, @Nullable Object> row = row();
          assertThat(row.get("attempts")).isNotEqualTo(0);
          assertThat(row)
              .containsEntry("last_error", "the turn outlasted its lease")
              .containsEntry("lease_owner", null);
        });

    time().passes(Duration.ZERO);
    theLeaseEnds();
    push();
    awaitRest();
    assertThatAllIsWell();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void whereverAFirstSyncDiesItsCursorAndItsRowsBelongTogether(Moment moment) throws Exception {
    insertsMany("Event ", EVENTS);
    Peril peril = perils().arm(moment, 1);
    connect(calendar, account, user);
    int deaths = 0;
    for (int step = 1; isStruckBeforeRest(peril); step++) {
      deaths++;
      assertThatCursorAndRowsBelongTogether();
      jdbc.sql(
              """
              update sync.calendar_sync
                 set sync_token = null, page_token = null, full_sync_since = null
               where calendar_id = ?
              """)
          .param(calendar.value())
          .update();
      jdbc.sql("delete from sync.event where calendar_id = ?").param(calendar.value()).update();
      peril = perils().arm(moment, step + 1);
      theLeaseEnds();
      push();
    }
    assertThat(deaths).isGreaterThan(8);
    assertThatAllIsWell();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void whereverADeltaDiesItsTokenAndItsRowsBelongTogetherAndNothingIsLost(Moment moment)
      throws Exception {
    connect();
    awaitRest();
    int deaths = 0;
    boolean struck = true;
    for (int step = 1; struck; step++) {
      List<String> ids = insertsMany("Delta %d-".formatted(step), EVENTS);
      google.client().events().delete(googleCalendar, ids.getFirst()).execute();
      Peril peril = perils().arm(moment, step);
      push();
      struck = isStruckBeforeRest(peril);
      if (struck) {
        deaths++;
        assertThatCursorAndRowsBelongTogether();
        perils().disarm();
        theLeaseEnds();
        push();
      }
      awaitRest();
      assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
    }
    assertThat(deaths).isGreaterThan(5);
    assertThatAllIsWell();
  }

  /** P17: whatever a turn was at when the database went away, it need not wait for its lease. */
  @ParameterizedTest
  @EnumSource(names = {"AWAY_BEFORE_COMMIT", "AWAY_AFTER_COMMIT"})
  void whereverATurnLosesTheDatabaseItsCalendarIsReadAsSoonAsThatIsBack(Moment moment)
      throws Exception {
    connect();
    awaitRest();
    int losses = 0;
    boolean lost = true;
    for (int step = 1; lost; step++) {
      insertsMany("Cut off %d-".formatted(step), EVENTS);
      Peril peril = perils().arm(moment, step);
      push();
      lost = isStruckBeforeRest(peril);
      if (lost) {
        losses++;
        peril.awaitEnd();
        Object leasedUntil = column("lease_until");
        perils().disarm();
        awaitRest();
        if (leasedUntil != null) {
          assertThat((Timestamp) column("last_synced_at")).isBefore((Timestamp) leasedUntil);
        }
      }
      assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
    }
    assertThat(losses).isGreaterThan(5);
    assertThatAllIsWell();
  }

  /** P17: nor need one whose account has no calls left, which is to be let go without a call. */
  @Test
  void aTurnThatMayNotCallAndLosesTheDatabaseIsLetGoAsSoonAsThatIsBack() throws Exception {
    connect();
    awaitRest();
    noCallsAreLeft();

    Peril peril = perils().arm(Moment.AWAY_BEFORE_COMMIT, 1);
    takesATurn(peril);
    assertThat(peril.hasStruck()).isTrue();
    Timestamp leasedUntil = Objects.requireNonNull((Timestamp) column("lease_until"));
    perils().disarm();
    awaitRest();
    assertThat(Instant.now()).isBefore(leasedUntil.toInstant());
  }

  /** Its worker hears of that once it has spent the calls it holds, in a second at most. */
  private void noCallsAreLeft() throws Exception {
    jdbc.sql("update sync.quota set paused_until = now() + interval '1 hour' where scope = ?")
        .param(account.value())
        .update();
    Object read;
    do {
      read = column("last_synced_at");
      takesATurn(perils().arm(Moment.ASLEEP, Integer.MAX_VALUE));
    } while (!Objects.equals(column("last_synced_at"), read));
  }

  /** Returns when the turn has ended: its calendar is let go, or it was struck. */
  private void takesATurn(Peril peril) throws Exception {
    Object epoch = column("lease_epoch");
    push();
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            peril.hasStruck() || (isAtRest() && !Objects.equals(column("lease_epoch"), epoch)));
    peril.awaitEnd();
  }

  /** P10: a turn that is overtaken at whatever step changes nothing and tells nothing. */
  @Test
  void whereverATurnFallsAsleepItChangesNothingOnceItIsOvertaken() throws Exception {
    connect();
    awaitRest();
    int overtaken = 0;
    boolean slept = true;
    for (int step = 1; slept; step++) {
      List<String> ids = insertsMany("Stale %d-".formatted(step), EVENTS);
      Peril peril = perils().arm(Moment.ASLEEP, step);
      push();
      slept = isStruckBeforeRest(peril);
      if (slept) {
        overtaken++;
        google.client().events().delete(googleCalendar, ids.getLast()).execute();
        theLeaseEnds();
        push();
        awaitRest();
        Map<String, @Nullable Object> row = row();
        Map<String, String> held = mirror();
        assertThat(held).isEqualTo(google.holds(googleCalendar));
        peril.wake();
        assertThat(row()).isEqualTo(row);
        assertThat(mirror()).isEqualTo(held);
      }
    }
    System.out.printf("%d steps of a turn were overtaken%n", overtaken);
    assertThat(overtaken).isGreaterThan(10);
    assertThatAllIsWell();
  }

  /** Whether the blow fell; if not, the turn has come to its end without it. */
  private boolean isStruckBeforeRest(Peril peril) throws InterruptedException {
    Object before = column("last_synced_at");
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            peril.hasStruck() || (isAtRest() && !Objects.equals(column("last_synced_at"), before)));
    if (!peril.hasStruck()) {
      peril.awaitEnd(); // The blow may fall on its way out.
    }
    return peril.hasStruck();
  }

  private Map<String, @Nullable Object> row() {
    return jdbc.sql("select * from sync.calendar_sync where calendar_id = ?")
        .param(calendar.value())
        .query()
        .singleRow();
  }
}
