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
  @CsvSource({
    "update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?, ACCESS_LOST",
    "update sync.calendar_sync set full_sync_since = now() where calendar_id = ?, SYNCING",
    "update sync.calendar_sync set last_synced_at = null where calendar_id = ?, SYNCING",
    "delete from sync.calendar_sync where calendar_id = ?, SYNCING",
    "delete from channel.watch_channel where calendar_id = ?, POLLING",
    "update channel.calendar set watched_until = null where calendar_id = ?, POLLING",
    "update channel.account set state = 'NEEDS_REAUTHORIZATION' where account_id ="
        + " (select account_id from channel.calendar where calendar_id = ?), NEEDS_REAUTHORIZATION",
  })
  @KnownBug({
    Complaint.GRANT_DIES_UNTOLD,
    Complaint.NO_SIGN_OF_HEALTH,
    Complaint.UNWATCHABLE_SHOWN_BROKEN,
    Complaint.SET_UP_IS_GUESSWORK
  })
  void healthTellsHowACalendarFares(String happened, String state) {
    jdbc.sql(happened).param(work.value()).update();
    assertThat(api.get(ada, "/api/calendars").json().at("/calendars/0/health/state").asString())
        .isEqualTo(state);
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
