package dev.calsync.doctor.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the age of grants tells of the app at Google. */
class ConsentVerdictTests {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final List<String> ALL_SCOPES =
      List.of(
          "https://www.googleapis.com/auth/calendar.events",
          "https://www.googleapis.com/auth/calendar.calendarlist.readonly");

  @Test
  void grantThatOutlivedAWeekShowsAPublishedApp() {
    assertThat(found(alive(9), dead(Duration.ofDays(7))))
        .last()
        .asString()
        .endsWith("the app is published");
  }

  @Test
  void grantThatEndedAfterExactlyAWeekShowsAnAppInTesting() {
    assertThat(found(alive(2), dead(Duration.ofDays(7).plusMinutes(40))))
        .last()
        .asString()
        .startsWith("1 grant(s) ended a week after");
  }

  @Test
  void grantOfWhichGoogleSaysThatItEndsShowsAnAppInTestingHoweverOldOthersAre() {
    assertThat(found(alive(9), ending(1, NOW.plus(Duration.ofDays(6)))))
        .last()
        .asString()
        .startsWith("1 grant(s) end by themselves, the first at 2026-03-26T12:00:00Z");
  }

  @Test
  void grantThatEndedAtAnotherTimeShowsNothing() {
    assertThat(found(alive(2), dead(Duration.ofDays(3)), dead(Duration.ofDays(40))))
        .last()
        .asString()
        .contains("no grant is old enough");
  }

  @Test
  void oldGrantThatNobodyHasUsedLatelyShowsNothing() {
    Instant granted = NOW.minus(Duration.ofDays(9));
    var unused =
        new Account(
            "u@x", "CONNECTED", granted, ALL_SCOPES, granted, granted.plusSeconds(3600), null);

    assertThat(found(unused)).last().asString().contains("no grant is old enough");
  }

  @Test
  void missingScopeIsNamedByItsLastPart() {
    var partial = new Account("p@x", "CONNECTED", NOW, ALL_SCOPES.subList(0, 1), NOW, NOW, null);

    assertThat(found(partial))
        .first()
        .isEqualTo("p@x has not granted calendar.calendarlist.readonly");
  }

  @Test
  void whoGrantedReadingOnlyLacksSomethingOnlyWhereEditsAreOn() {
    var reader =
        new Account(
            "r@x",
            "CONNECTED",
            NOW,
            List.of(ALL_SCOPES.getFirst() + ".readonly", ALL_SCOPES.getLast()),
            NOW,
            NOW,
            null);

    assertThat(reader.missingScopes(true)).containsExactly("calendar.events");
    assertThat(reader.missingScopes(false)).isEmpty();
    assertThat(alive(2).missingScopes(false)).isEmpty();
  }

  @Test
  void nobodyIsFineToo() {
    assertThat(found()).containsExactly("nobody has connected an account yet");
  }

  private static List<String> found(Account... accounts) {
    return ConsentVerdict.of(List.of(accounts), NOW, "http://localhost:8080", true).stream()
        .map(Finding::found)
        .toList();
  }

  private static Account alive(int days) {
    return ending(days, null);
  }

  private static Account ending(int days, @Nullable Instant end) {
    Instant granted = NOW.minus(Duration.ofDays(days));
    return new Account(
        "a@x", "CONNECTED", granted, ALL_SCOPES, granted, NOW.plus(Duration.ofMinutes(30)), end);
  }

  private static Account dead(Duration lived) {
    Instant granted = NOW.minus(Duration.ofDays(60));
    Instant died = granted.plus(lived);
    return new Account("d@x", "NEEDS_REAUTHORIZATION", died, ALL_SCOPES, granted, died, null);
  }
}
