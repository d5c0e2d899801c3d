package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.SyncToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each state of a calendar begins when it turned into it, and with nothing else. */
class SinceWhenIntegrationTests extends OneDueCalendar {
  private Progress progress = new Progress(null, null, 0, false);

  @BeforeEach
  void longAgo() {
    jdbc.sql(
            """
            update sync.calendar_sync
               set state_since = now() - interval '90 days',
                   watch_turned_at = now() - interval '90 days'
            """)
        .update();
  }

  @Test
  void theFirstReadingLastsFromWhenItWasAskedForUntilItsEnd() {
    Lease lease = claim(worker);
    advance(lease, progress.fullSyncBegun());
    advance(lease, progress.pageDone("2"));
    assertThat(isNew("state_since")).isFalse();
    advance(lease, progress.upTo(new SyncToken("t")));
    assertThat(isNew("state_since")).isTrue();
  }

  @Test
  void whatIsReadAgainIsReadSinceThenAndUpToDateSinceItsEnd() {
    isUpToDate();
    Lease lease = claimWhenDue(worker);
    advance(lease, progress.fullSyncBegun());
    assertThat(isNew("state_since")).isTrue();
    longAgo();
    advance(lease, progress.pageDone("2"));
    assertThat(isNew("state_since")).isFalse();
    advance(lease, progress.upTo(new SyncToken("u")));
    assertThat(isNew("state_since")).isTrue();
  }

  @Test
  void aFailureThatPassesIsNoState() {
    isUpToDate();
    worker.releases().backOff(claimWhenDue(worker), Duration.ZERO, "503");
    finish(claimWhenDue(worker));
    assertThat(isNew("state_since")).isFalse();
  }

  @Test
  void aParkedCalendarIsParkedOnceHoweverOftenThatIsSaidAndReadAsOneInBetween() {
    isUpToDate();
    worker.releases().park(claimWhenDue(worker), Parking.ACCESS_LOST, "404", Duration.ZERO);
    assertThat(isNew("state_since")).isTrue();
    longAgo();
    advance(claimWhenDue(worker), progress.fullSyncBegun());
    registry.unpark(account, 2);
    assertThat(isNew("state_since")).isFalse();

    registry.park(account, 3, "invalid_grant");
    assertThat(isNew("state_since")).isTrue();
    longAgo();
    registry.park(account, 4, "invalid_grant");
    assertThat(isNew("state_since")).isFalse();
    registry.unpark(account, 5);
    assertThat(isNew("state_since")).isTrue();
  }

  @Test
  void aCalendarThatComesBackIsReadForTheFirstTimeAgain() {
    isUpToDate();
    registry.remove(removed(2), calendar, 0);
    longAgo();
    registry.keep(added(3), calendar, "ada@example.com", null, 3);
    assertThat(isNew("state_since")).isTrue();
    assertThat(column("last_synced_at is null")).isTrue();
  }

  @Test
  void watchingTurnsWhenItBeginsAndWhenItEndsAndNotWithARenewal() {
    keepWatched(2, Duration.ofDays(1));
    assertThat(isNew("watch_turned_at")).isTrue();
    longAgo();
    keepWatched(3, Duration.ofDays(7));
    assertThat(isNew("watch_turned_at")).isFalse();
    registry.suspect(removed(4), calendar);
    assertThat(isNew("watch_turned_at")).isTrue();
    longAgo();
    registry.keep(added(5), calendar, "ada@example.com", null, 3);
    assertThat(isNew("watch_turned_at")).isFalse();
  }

  private void keepWatched(long version, Duration life) {
    Lifecycle.OfAccount message = added(version);
    registry.keep(message, calendar, "ada@example.com", Instant.now().plus(life), 3);
  }

  private void isUpToDate() {
    Lease lease = claim(worker);
    advance(lease, progress.fullSyncBegun());
    advance(lease, progress.upTo(new SyncToken("t")));
    finish(lease);
    longAgo();
  }

  private void advance(Lease lease, Progress next) {
    worker.leased().advance(lease, 0, next, 0);
    progress = next;
  }

  private void finish(Lease lease) {
    worker.releases().finish(lease, 0, DEBOUNCE, Duration.ZERO, false);
  }

  private static boolean isNew(String column) {
    return column(column + " > now() - interval '1 hour'");
  }

  private static boolean column(String expression) {
    return jdbc.sql("select " + expression + " from sync.calendar_sync")
        .query(Boolean.class)
        .single();
  }
}
