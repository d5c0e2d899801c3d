package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is told of a person's accounts and calendars, and how these fare. */
class CalendarsIntegrationTests extends Reading {
  @Test
  void meTellsWhoIAmAndMyAccounts() {
    JsonNode me = api.get(ada, "/api/me").json();
    assertThat(me.path("userId").asString()).isEqualTo(ada.user().toString());
    assertThat(me.at("/accounts/0/id").asString()).isEqualTo(ada.account().toString());
    assertThat(me.at("/accounts/0/state").asString()).isEqualTo("CONNECTED");
  }

  @Test
  @KnownBug(Complaint.NO_SIGN_OF_HEALTH)
  void calendarsComeWithTheirHealth() {
    JsonNode calendar = api.get(ada, "/api/calendars").json().at("/calendars/0");
    assertThat(calendar.path("id").asString()).isEqualTo(work.toString());
    assertThat(calendar.path("writable").asBoolean()).isTrue();
    assertThat(calendar.at("/health/state").asString()).isEqualTo("LIVE");
    assertThat(calendar.at("/health/lastSyncedAt").asString()).startsWith("20");
    assertThat(calendar.has("userId")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sync.calendar_sync set parked = 'ACCESS_LOST' | ACCESS_LOST | access_lost",
        "sync.calendar_sync set full_sync_since = now() | SYNCING | read_again",
        "sync.calendar_sync set last_synced_at = null | SYNCING | first_reading",
        "channel.watch_channel set state = 'STOPPED' | POLLING | not_yet_watched",
        "channel.watch_channel set expires_at = now() | POLLING | not_yet_watched",
        "channel.watch_channel set confirmed_at = null | POLLING | unconfirmed",
        "channel.watch_channel set suspect_at = now() | POLLING | suspect",
        "channel.watch_channel set state = 'RETIRING' | LIVE | pushed",
        "channel.calendar set watched_until = null | POLLING | not_yet_watched",
        "channel.calendar set watchable = false, watched_until = null | POLLING | not_watchable",
        "channel.calendar set watch_due_at = null, watched_until = null | POLLING | no_url",
        "channel.calendar set last_error = '429' | LIVE | pushed",
        "channel.account set state = 'NEEDS_REAUTHORIZATION' | NEEDS_REAUTHORIZATION | grant_refused",
      })
  @KnownBug({
    Complaint.GRANT_DIES_UNTOLD,
    Complaint.NO_SIGN_OF_HEALTH,
    Complaint.UNWATCHABLE_SHOWN_BROKEN,
    Complaint.SET_UP_IS_GUESSWORK
  })
  void healthTellsHowACalendarFares(String happened, String state, String reason) {
    turns(happened);
    assertThat(health("state")).isEqualTo(state);
    assertThat(health("reasonCode")).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "400 push.webhookUrlUnauthorized, address_refused",
    "400 push.webhookUrlNotHttps, address_refused",
    "403 forbidden, watch_failed",
  })
  void whereGoogleRefusesToWatchItsWordsAreTold(String said, String reason) {
    turns("channel.watch_channel set state = 'FAILED'");
    turns("channel.calendar set watched_until = null, last_error = '" + said + "'");
    assertThat(health("state")).isEqualTo("POLLING");
    assertThat(health("reasonCode")).isEqualTo(reason);
    assertThat(health("reason")).isEqualTo(said);
  }

  @Test
  void calendarThatTheWorkerDoesNotKnowYetIsAboutToBeRead() {
    jdbc.sql("delete from sync.calendar_sync where calendar_id = ?").param(work.value()).update();
    assertThat(health("state")).isEqualTo("SYNCING");
    assertThat(health("since")).isEmpty();
    assertThat(health("eventsRead")).isEmpty();
  }

  @Test
  void liveSinceTheFirstPushOfItsWatchWhateverRenewedIt() {
    turns("channel.account set state_since = '2025-01-01T12:00:00Z'");
    turns(
        "sync.calendar_sync set state_since = '2025-06-01T12:00:00Z',"
            + " watch_turned_at = '2025-07-10T12:00:00Z'");
    turns("channel.watch_channel set created_at = now(), confirmed_at = now()");
    assertThat(health("since")).isEqualTo("2025-07-10T12:00:00Z");

    turns(
        "channel.watch_channel set created_at = '2025-07-10T11:59:00Z',"
            + " confirmed_at = '2025-07-10T12:01:00Z'");
    assertThat(health("since")).isEqualTo("2025-07-10T12:01:00Z");
  }

  @Test
  void whatIsReadSaysHowManyEventsItHasSoFar() {
    world.holds(work, event("old", "2026-03-03T10:00:00+01:00"));
    turns("sync.calendar_sync set full_sync_since = now(), full_sync_gen = 1");
    assertThat(health("eventsRead")).isEqualTo("0");
    turns("sync.event set full_sync_gen = 1");
    assertThat(health("eventsRead")).isEqualTo("1");
    turns("sync.calendar_sync set full_sync_since = null");
    assertThat(health("eventsRead")).isEmpty();
  }

  private void turns(String happened) {
    String whose =
        happened.startsWith("channel.account")
            ? " where account_id = (select account_id from channel.calendar where calendar_id = ?)"
            : " where calendar_id = ?";
    jdbc.sql("update " + happened + whose).param(work.value()).update();
  }

  private String health(String field) {
    return api.get(ada, "/api/calendars").json().at("/calendars/0/health/" + field).asString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listed", "selected"})
  void calendarNotListedOrSelectedIsNotShown(String column) {
    jdbc.sql("update channel.calendar set " + column + " = false where calendar_id = ?")
        .param(work.value())
        .update();
    assertThat(api.get(ada, "/api/calendars").json().path("calendars")).isEmpty();
    assertThat(api.get(ada, MARCH).json().path("occurrences")).isEmpty();
  }
}
