package dev.calsync.channel.watch;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which calendars are watched: those of Google's list that somebody wants to see. */
class CalendarListIntegrationTests extends WatchedCalendarsInstallation {
  @Test
  void deselectingStopsTheChannelAndSaysSoAndSelectingBringsItBack() {
    signInWatched();
    Row row = channels("ACTIVE").getFirst();
    select(row, false);
    await()
        .untilAsserted(() -> {
          assertThat(announced(CalendarRemoved.class))
              .extracting(CalendarRemoved::calendarId)
              .contains(new CalendarId(row.calendar()));
          assertThat(GOOGLE.stopped).hasSize(1);
        });
    select(row, true);
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2));
  }

  @Test
  @KnownBug(Complaint.ONE_WAY_OR_ONE_ACCOUNT)
  void theListIsFollowedNewOnesAppearLostOnesGoHiddenOnesWait() {
    signInWatched();
    GOOGLE.calendars = List.of("primary", "new", "hidden-one");
    readListNow();
    await()
        .untilAsserted(() -> {
          assertThat(announced(CalendarAdded.class))
              .extracting(CalendarAdded::googleCalendarId)
              .contains("new")
              .doesNotContain("hidden-one");
          assertThat(announced(CalendarRemoved.class)).isNotEmpty();
          assertThat(GOOGLE.stopped).hasSize(1);
        });
    assertThat(
            json(ada.get("/api/accounts/" + accountOf(ada) + "/calendars"))
                .path("calendars")
                .findValuesAsString("googleCalendarId"))
        .containsExactlyInAnyOrder("primary", "new", "hidden-one");
  }

  @Test
  void aListThatIsCutShortRemovesNothing() {
    signInWatched();
    GOOGLE.calendars = List.of();
    readListNow();
    await()
        .until(() ->
            jdbc.sql("select list_attempts > 0 from channel.account")
                .query(Boolean.class)
                .single());
    assertThat(announced(CalendarRemoved.class)).isEmpty();
    assertThat(channels("ACTIVE")).hasSize(2);
  }

  @Test
  void aTokenThatGoogleRejectsIsReplacedOnce() {
    signInWatched();
    String token = json(accessToken(accountOf(ada), "{}")).path("accessToken").asString();
    GOOGLE.rejectedAccessTokens.add(token);
    GOOGLE.calendars = List.of("primary", "team", "third");
    readListNow();
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(3));
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  private void select(Row row, boolean selected) {
    String path = "/api/accounts/" + accountOf(ada) + "/calendars/" + row.calendar() + "/selection";
    assertThat(ada.send("PUT", path, "{\"selected\":" + selected + "}").statusCode())
        .isEqualTo(204);
  }
}
