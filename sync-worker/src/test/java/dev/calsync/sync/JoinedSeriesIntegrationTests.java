package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command;
import dev.calsync.model.Command.SplitSeries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A series cut in two and made one again, as long as nobody else has touched either half. */
class JoinedSeriesIntegrationTests extends EditingInstallation {
  private Event first;
  private Event second;

  @BeforeEach
  void aSeriesIsCut() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    SplitSeries split = splits(series);
    assertThat(decide(split)).isEqualTo("APPLIED");
    first = atGoogle(series.getId());
    second = atGoogle(madeBy(split));
  }

  @Test
  void theSeriesGoesOnAsItDidAndWhatWasCutOffIsGone() throws Exception {
    Command join = joins(first, second);

    assertThat(decide(join)).isEqualTo("APPLIED");
    assertThat(takesPlace(first.getId())).hasSize(7).contains("12-04T09:00", "12-07T09:00");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(first.getId());
    assertThat(toldBy(join))
        .containsExactlyInAnyOrder(
            "calsync.event.updated.v1 write " + first.getId(),
            "calsync.event.deleted.v1 write " + second.getId(),
            "calsync.command.applied.v1 write " + first.getId());
    assertThatTheEchoTellsNothing();
  }

  @Test
  void nothingIsDoneWhereTheFirstHalfWasChanged() throws Exception {
    google.renames(googleCalendar, first, "Somebody else was here");
    isRefused(joins(first, second));
  }

  @Test
  void nothingIsDoneWhereTheSecondHalfWasChanged() throws Exception {
    google.renames(googleCalendar, second, "Somebody else was here");
    isRefused(joins(first, second));
  }

  /** Between the look at it and its removal. */
  @Test
  void theSeriesEndsAgainWhereTheSecondHalfWasChangedAtTheLastMoment() throws Exception {
    google.fault(
        """
        {"calendarId":"%s","match":"events.delete","status":412,"reason":"conditionNotMet","times":1}
        """
            .formatted(googleCalendar));
    isRefused(joins(first, second));
  }

  /** While Google could not remove it, whose series goes on already. */
  @Test
  void theSeriesEndsAgainWhereTheSecondHalfWasChangedMeanwhile() throws Exception {
    Command join = isHalfDone();
    google.renames(googleCalendar, second, "Somebody else was here");
    google.noFaults();
    awaitDecided(join);

    assertThat(reason(join)).isEqualTo("conflict");
    assertThat(takesPlace(first.getId())).hasSize(3);
    assertThat(takesPlace(second.getId())).hasSize(4);
  }

  /** To end the series again would overwrite what nobody here has seen. */
  @Test
  void aSeriesThatSomebodyElseChangedSinceIsNotEndedAgain() throws Exception {
    Command join = isHalfDone();
    google.renames(googleCalendar, second, "Somebody else was here");
    google.renames(googleCalendar, first, "And here");
    String theirs = atGoogle(first.getId()).getEtag();
    google.noFaults();
    awaitDecided(join);

    assertThat(reason(join)).isEqualTo("conflict");
    assertThat(atGoogle(first.getId()).getEtag()).isEqualTo(theirs);
  }

  /** The series goes on, its other half cannot be removed, nor can the series be ended again. */
  @Test
  void aJoinThatTheQuotaStopsHalfWayIsEndedOnceChangesAreTakenAgain() throws Exception {
    google.fault(
        """
        {"calendarId":"%s","match":"events.delete","status":403,"reason":"quotaExceeded","times":1}
        """
            .formatted(googleCalendar));
    Command join = joins(first, second);
    command(join);
    await().until(() -> areChangesStopped() && column("lease_owner") == null);
    assertThat(status(join)).isEqualTo("PENDING");

    changesAreTakenAgain();
    awaitDecided(join);
    assertThat(status(join)).isEqualTo("APPLIED");
    assertThat(takesPlace(first.getId())).hasSize(7);
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(first.getId());
  }

  /** Whose series went on already, by an earlier try whose answer was lost. */
  @Test
  void aJoinWhoseOtherHalfMayNotBeRemovedIsRefusedAndNothingWaitsBehindIt() throws Exception {
    google.fault(
        """
        {"calendarId":"%s","match":"events.update","status":0,"dropAnswer":true,"times":1}
        """
            .formatted(googleCalendar));
    google.fault(
        """
        {"calendarId":"%s","match":"events.delete","status":403,
         "reason":"forbiddenForNonOrganizer","times":0}
        """
            .formatted(googleCalendar));
    Command join = joins(first, second);

    assertThat(decide(join)).isEqualTo("REJECTED");
    assertThat(reason(join)).isEqualTo("forbiddenForNonOrganizer");
    assertThat(decide(creates("Lunch"))).isEqualTo("APPLIED");
    assertThat(takesPlace(first.getId())).hasSize(7); // It may be somebody else's by now.
    assertThat(google.holds(googleCalendar)).containsKey(second.getId());
  }

  /** The series goes on, and Google does not remove the other half. */
  private Command isHalfDone() throws Exception {
    google.fault(
        """
        {"calendarId":"%s","match":"events.delete","status":503,"times":0}
        """
            .formatted(googleCalendar));
    Command join = joins(first, second);
    command(join);
    await().until(() -> column("last_error") != null);
    assertThat(takesPlace(first.getId())).hasSize(7);
    return join;
  }

  private void isRefused(Command join) throws Exception {
    assertThat(decide(join)).isEqualTo("REJECTED");
    assertThat(reason(join)).isEqualTo("conflict");
    assertThat(takesPlace(first.getId())).hasSize(3);
    assertThat(takesPlace(second.getId())).hasSize(4);
  }
}
