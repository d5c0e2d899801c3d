package dev.calsync.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is asked for more than is used. */
class ScopesTests {
  private static final String PREFIX = "https://www.googleapis.com/auth/";
  private static final String LIST = PREFIX + "calendar.calendarlist.readonly";
  private static final String READ = PREFIX + "calendar.events.readonly";
  private static final String EDIT = PREFIX + "calendar.events";

  private final Scopes editing = scopes(true);
  private final Scopes reading = scopes(false);

  @Test
  void writingIsAskedForOnlyWhereEditsAreOn() {
    assertThat(editing.asked()).containsExactly("openid", "email", "profile", EDIT, LIST);
    assertThat(reading.asked()).containsExactly("openid", "email", "profile", READ, LIST);
  }

  @Test
  void whoMayEditMayRead() {
    assertThat(reading.missing(List.of(EDIT, LIST))).isEmpty();
    assertThat(reading.missing(List.of(READ, LIST))).isEmpty();
    assertThat(editing.missing(List.of(EDIT, LIST))).isEmpty();
  }

  @Test
  void whoGrantedReadingIsAskedForTheRestOnceEditsAreOn() {
    assertThat(editing.missing(List.of(READ, LIST))).containsExactly(EDIT);
    assertThat(editing.missingInWords(List.of(READ, LIST)))
        .singleElement()
        .asString()
        .startsWith("Edit events")
        .endsWith("are shown and cannot be changed");
  }

  @Test
  void whatWasNotTickedIsNamedInTheWordsOfGooglesPage() {
    assertThat(editing.missing(List.of())).containsExactly(EDIT, LIST);
    assertThat(reading.missing(List.of())).containsExactly(READ, LIST);
    assertThat(editing.missingInWords(List.of("openid")))
        .satisfiesExactly(
            events -> assertThat(events).startsWith("See and edit events on all your calendars"),
            list -> assertThat(list).startsWith("See the list of your calendars"));
    assertThat(reading.missingInWords(List.of(LIST)))
        .singleElement()
        .asString()
        .startsWith("See events on all your calendars");
  }

  @Test
  void withoutTheListOnlyTheMainCalendarIsSaidToBeKnown() {
    assertThat(editing.missingInWords(List.of(EDIT)))
        .singleElement()
        .asString()
        .endsWith("Calsync knows of your main calendar only");
    assertThat(editing.allowEventsAlone(List.of(READ))).isTrue();
    assertThat(editing.allowEventsAlone(List.of(EDIT, LIST))).isFalse();
    assertThat(editing.allowEventsAlone(List.of("openid"))).isFalse();
  }

  private static Scopes scopes(boolean edits) {
    return new Scopes(new SignInSettings(URI.create("http://localhost:8080"), edits));
  }
}
