package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is lost on the way to Google and back: an edit is done once. */
class LostAnswersIntegrationTests extends EditTrials {
  @Test
  void anInsertThatGoogleMadeBeforeItsWorkerCouldHearOfItIsOneEvent() throws Exception {
    connect();
    awaitRest();
    Command create = creates("Planning");
    loses("events.insert", 0);
    assertThat(decide(create)).isEqualTo("APPLIED");

    assertThat(google.holds(googleCalendar)).containsOnlyKeys(madeBy(create));
    // Found by the turn that did not know yet whose it was, and told once.
    assertThat(typesOf(madeBy(create)))
        .containsExactly("calsync.event.created.v1", "calsync.command.applied.v1");
    assertThatTheEchoTellsNothing();
  }

  /** The answer to the k-th call of the turn is lost, for each k: the next turn finds its work. */
  @ParameterizedTest
  @EnumSource(names = {"CREATE", "DELETE", "THIS", "FOLLOWING", "JOIN", "MOVE"})
  void whicheverAnswerIsLostTheEditIsDoneOnce(Kind kind) throws Exception {
    connectBoth();
    int lost = 0;
    for (boolean struck = true; struck; lost++) {
      Trial trial = trial(kind, held(kind));
      Map<String, String> expected = lies();
      trial.effect().accept(expected);
      loses("events.*", lost);
      assertThat(decide(trial.command())).as("%s, %d", kind, lost).isEqualTo("APPLIED");
      struck = !google.faultsToCome().contains("dropAnswer");
      google.noFaults();
      assertThatItWasDoneOnce(trial, expected);
    }
    assertThat(lost).isGreaterThan(kind == Kind.FOLLOWING || kind == Kind.JOIN ? 4 : 2);
  }

  @Test
  void thatSomethingIsNotThereIsNotBelievedAtOnce() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    google.fault(
        """
        {"calendarId":"%s","match":"events.get","status":404,"times":1}
        """
            .formatted(googleCalendar));

    assertThat(decide(renames(lunch.getId(), lunch.getEtag(), "Dinner"))).isEqualTo("APPLIED");
  }

  @Test
  void whatHasWaitedForLongIsTriedWithANewTokenBeforeItIsGivenUp() throws Exception {
    connectBoth();
    google.fault(
        """
        {"calendarId":"%s","match":"events.insert","status":401,"times":1}
        """
            .formatted(googleCalendar));
    Command create = creates("Planning");
    command(create, Duration.ofMinutes(31));
    awaitDecided(create);

    assertThat(status(create)).isEqualTo("APPLIED");
  }

  @Test
  void whatHasWaitedForLongIsNotGivenUpWhileGoogleMayNotBeAsked() throws Exception {
    connectBoth();
    google.fault(
        """
        {"calendarId":"%s","match":"events.list","status":429,"reason":"userRateLimitExceeded",
         "retryAfter":2,"times":1}
        """
            .formatted(googleCalendar));
    push();
    await().until(() -> column("last_error") != null);
    Command create = creates("Planning");
    command(create, Duration.ofMinutes(31));
    awaitDecided(create);

    assertThat(status(create)).isEqualTo("APPLIED");
  }

  /** An earlier call of ours lands only now, between the look at the event and its change. */
  @Test
  void whatWasDoneByACallThatLandedLateIsNotToldAsSomebodyElses() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    Command dinner = renames(lunch.getId(), lunch.getEtag(), "Dinner");
    whileGoogleThinks(
        "events.update", googleCalendar, dinner, () -> renamesAtGoogle(lunch, "Dinner"));
    awaitDecided(dinner);

    assertThat(status(dinner)).isEqualTo("APPLIED");
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
  }

  @Test
  void whoWasOvertakenIsToldWhatItIsNowAlsoWhereThatCannotBeReadAtOnce() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    google.fault(
        """
        {"calendarId":"%s","match":"events.get","status":503,"times":1,"skip":1}
        """
            .formatted(googleCalendar));
    Command dinner = renames(lunch.getId(), lunch.getEtag(), "Dinner");
    whileGoogleThinks(
        "events.update", googleCalendar, dinner, () -> renamesAtGoogle(lunch, "Supper"));
    awaitDecided(dinner);

    assertThat(reason(dinner)).isEqualTo("conflict");
    assertThat(toldOf(dinner)).isEqualTo("Supper");
  }

  @Test
  void whoMayNotRemoveItAnyMoreIsToldWhatItIsNowAlsoWhereThatCannotBeReadAtOnce() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connectBoth();
    google.renames(googleCalendar, lunch, "Supper");
    google.fault(
        """
        {"calendarId":"%s","match":"events.get","status":503,"times":1}
        """
            .formatted(googleCalendar));
    Command removed = deletes(lunch.getId(), lunch.getEtag());

    assertThat(decide(removed)).isEqualTo("REJECTED");
    assertThat(reason(removed)).isEqualTo("conflict");
    assertThat(toldOf(removed)).isEqualTo("Supper");
  }

  private String renamesAtGoogle(Event event, String summary) throws Exception {
    google.renames(googleCalendar, event, summary);
    return summary;
  }

  /** The event that is told with what became of an edit. */
  private String toldOf(Command command) {
    return jdbc.sql(
            "select coalesce(event ->> 'summary', 'none') from sync.command where command_id = ?")
        .param(command.commandId().value())
        .query(String.class)
        .single();
  }

  /** Google does what is asked, and its answer gets lost, once, after so many that do not. */
  private void loses(String call, int skipped) {
    google.fault(
        """
        {"calendarId":"%s","match":"%s","status":0,"dropAnswer":true,"times":1,"skip":%d}
        """
            .formatted(googleCalendar, call, skipped));
  }
}
