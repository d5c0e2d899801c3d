package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.watch.WatchedCalendars.Claimed;
import dev.calsync.model.CalendarId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Many calendars due at once, as after an outage: the most urgent first, and no faster than set.
 */
class StormIntegrationTests extends WatchedCalendarsInstallation {
  private static final int MORE_THAN_ARE_LOOKED_AT = 600;

  @Autowired WatchedCalendars calendars;
  @Autowired Pace pace;
  @Autowired WatchSettings settings;

  /** Its channel is younger and so due later, and yet it ends sooner. */
  @Test
  void theOneSoonestUnwatchedIsTakenFirstHoweverManyAreDueForLonger() {
    signInWatched();
    Instant due = Instant.now().plus(Duration.ofDays(1));
    Row soonest = channels("ACTIVE").getFirst();
    Row unwatched = channels("ACTIVE").getLast();
    addCalendars("'-2 hours'", "'3 days'");
    setDue(soonest, due.minusSeconds(60), due.plus(Duration.ofHours(1)));
    setDue(unwatched, due.minusSeconds(30), null);

    List<Claimed> claimed = calendars.claim(3, due, true);
    claimed.forEach(each -> calendars.release(each, null));

    assertThat(claimed)
        .extracting(Claimed::calendar)
        .startsWith(new CalendarId(soonest.calendar()), new CalendarId(unwatched.calendar()))
        .hasSize(3);
  }

  @Test
  void nothingIsAskedFasterThanIsSet() {
    for (int calls = pace.free() + 100; calls > 0; calls--) {
      pace.spend(); // ten seconds ahead, at ten calls a second
    }
    signIn(ada);
    await().until(() -> due() >= 2);
    await().during(Duration.ofSeconds(1)).until(() -> GOOGLE.watchCalls.get() == 0);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2));
  }

  @Test
  void anAccountThatHadItsCallsOfTheMinuteWaitsAndNoOtherDoes() {
    signInWatched();
    Instant due = Instant.now().plus(Duration.ofDays(1));
    Row hers = channels("ACTIVE").getFirst();
    setDue(hers, due, null);
    CalendarId anothers = anothersCalendar(due);
    int calls = settings.watch().accountCallsPerMinute();
    channelsOf(hers, calls - 1, "FAILED", due.minusSeconds(40), null);
    assertThat(claimedAndReleased(due)).contains(anothers, new CalendarId(hers.calendar()));
    channelsOf(hers, 1, "STOPPED", due.minusSeconds(100_000), due.minusSeconds(40));

    assertThat(claimedAndReleased(due)).containsExactly(anothers);
    assertThat(claimedAndReleased(due.plusSeconds(31))).contains(new CalendarId(hers.calendar()));
  }

  @Test
  @KnownBug(Complaint.QUOTA_STORM)
  void whenGoogleHasEnoughOfAnAccountItIsAskedAboutNoneOfItsCalendarsForAWhile() {
    signInWatched();
    GOOGLE.watchError = "429 rateLimitExceeded";
    Row refused = channels("ACTIVE").getFirst();
    Row another = channels("ACTIVE").getLast();
    jdbc.sql("update channel.watch_channel set renew_at = now(), confirmed_at = now()").update();
    setDue(refused, Instant.now(), null);
    watches.wake();
    await().until(() -> pausedUntil() != null);
    Instant end = Objects.requireNonNull(pausedUntil());
    setDue(another, end.minusSeconds(1), null);

    assertThat(claimedAndReleased(end.minusMillis(1))).isEmpty();
    assertThat(claimedAndReleased(end.plusMillis(1))).contains(new CalendarId(another.calendar()));
    setDue(another, end.minusSeconds(1), end.minusSeconds(2));
    assertThat(claimedAndReleased(end.minusMillis(1)))
        .as("whose channel is over, which no call is needed to note")
        .containsExactly(new CalendarId(another.calendar()));
  }

  @Test
  void aRefusalToEndAChannelCountsAsOneToOpenIt() {
    signInWatched();
    GOOGLE.stopError = "429 rateLimitExceeded";
    jdbc.sql("update channel.calendar set selected = false, watch_due_at = now()").update();
    watches.wake();

    await().until(() -> pausedUntil() != null);
  }

  private @Nullable Instant pausedUntil() {
    return jdbc.sql(
            "select calls_wait_until from channel.account where calls_wait_until is not null")
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional()
        .orElse(null);
  }

  private List<CalendarId> claimedAndReleased(Instant now) {
    List<Claimed> claimed = calendars.claim(10, now, true);
    claimed.forEach(each -> calendars.release(each, now));
    return claimed.stream().map(Claimed::calendar).toList();
  }

  /** Somebody else's only calendar, due then. */
  private CalendarId anothersCalendar(Instant due) {
    return new CalendarId(
        jdbc.sql(
                """
                with account as (
                  insert into channel.account (user_id, google_sub, email)
                  select user_id, 'another', 'another@example.com' from channel.account
                  returning account_id, user_id)
                insert into channel.calendar (account_id, user_id, google_calendar_id, summary,
                                              access_role, watch_due_at)
                select account_id, user_id, 'another', 'Another', 'owner', :due from account
                returning calendar_id
                """)
            .param("due", Timestamp.from(due))
            .query(UUID.class)
            .single());
  }

  private void channelsOf(
      Row row, int count, String state, Instant opened, @Nullable Instant ended) {
    jdbc.sql(
            """
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state, created_at,
                                               ended_at)
            select gen_random_uuid(), calendar_id, account_id, :state, :opened,
                   cast(:ended as timestamptz)
              from channel.calendar, generate_series(1, :count) where calendar_id = :calendar
            """)
        .param("state", state)
        .param("opened", Timestamp.from(opened))
        .param("ended", ended == null ? null : Timestamp.from(ended))
        .param("count", count)
        .param("calendar", row.calendar())
        .update();
  }

  /** Calendars of Ada's that are due and whose channels end then, counted from tomorrow. */
  private void addCalendars(String due, String watched) {
    jdbc.sql(
            """
            insert into channel.calendar (account_id, user_id, google_calendar_id, summary,
                                          access_role, watch_due_at, watched_until)
            select account_id, user_id, 'more-' || n, 'More', 'owner',
                   now() + interval '1 day' + interval %s, now() + interval '1 day' + interval %s
              from channel.account, generate_series(1, :count) as n
            """
                .formatted(due, watched))
        .param("count", MORE_THAN_ARE_LOOKED_AT)
        .update();
  }

  private void setDue(Row row, Instant due, @Nullable Instant watched) {
    jdbc.sql(
            """
            update channel.calendar set watch_due_at = :due, watched_until = cast(:watched as timestamptz)
             where calendar_id = :calendar
            """)
        .param("due", Timestamp.from(due))
        .param("watched", watched == null ? null : Timestamp.from(watched))
        .param("calendar", row.calendar())
        .update();
  }
}
