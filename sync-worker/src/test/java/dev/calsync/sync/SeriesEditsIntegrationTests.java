package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edits of one instance, of all that follow and of a whole series, as Google has them after. */
class SeriesEditsIntegrationTests extends EditingInstallation {
  @Test
  void whatFollowsBecomesASeriesOfItsOwnAndItsExceptionsGo() throws Exception {
    Event series = insertsStandUp();
    String early = series.getId() + "_20261202T090000Z";
    String late = series.getId() + "_20261205T090000Z";
    google.renames(googleCalendar, new Event().setId(early), "Early");
    google.renames(googleCalendar, new Event().setId(late), "Late");
    connect();
    awaitRest();
    Command split = splits(series);

    assertThat(decide(split)).isEqualTo("APPLIED");
    assertThat(takesPlace(series.getId()))
        .containsExactly("12-01T09:00", "12-02T09:00", "12-03T09:00");
    assertThat(takesPlace(madeBy(split)))
        .containsExactly("12-04T10:00", "12-05T10:00", "12-06T10:00", "12-07T10:00");
    assertThat(atGoogle(madeBy(split)).getSummary()).isEqualTo("Sit-down");
    assertThat(toldBy(split))
        .containsExactly(
            "calsync.event.created.v1 write " + madeBy(split),
            "calsync.event.updated.v1 write " + series.getId(),
            "calsync.event.deleted.v1 write " + late,
            "calsync.command.applied.v1 write " + madeBy(split));
    assertThat(mirror()).containsOnlyKeys(series.getId(), early, madeBy(split));
    assertThatTheEchoTellsNothing();
  }

  @Test
  void whatFollowsCanBeRemoved() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    Command ended = ends(series);

    assertThat(decide(ended)).isEqualTo("APPLIED");
    assertThat(takesPlace(series.getId()))
        .containsExactly("12-01T09:00", "12-02T09:00", "12-03T09:00");
    assertThat(toldBy(ended))
        .containsExactly(
            "calsync.event.updated.v1 write " + series.getId(),
            "calsync.command.applied.v1 write " + series.getId());
    assertThatTheEchoTellsNothing();
  }

  @Test
  void aSeriesThatSomebodyElseChangedIsNotCut() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    google.renames(googleCalendar, series, "Somebody else was here");
    Command split = splits(series);

    assertThat(decide(split)).isEqualTo("REJECTED");
    assertThat(reason(split)).isEqualTo("conflict");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(series.getId());
    assertThat(takesPlace(series.getId())).hasSize(7);
    assertThatTheEchoTellsNothing();
  }

  /** It was inserted, then Google was away, and then somebody else was faster. */
  @Test
  void aSecondHalfWhoseSeriesSomebodyElseChangedMeanwhileIsTakenBack() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    fault("events.update", "\"status\":503,\"times\":0");
    Command split = splits(series);
    command(split);
    await().until(() -> google.holds(googleCalendar).containsKey(madeBy(split)));
    google.renames(googleCalendar, series, "Somebody else was here");
    google.noFaults();
    awaitDecided(split);

    assertThat(status(split)).isEqualTo("REJECTED");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(series.getId());
    assertThat(takesPlace(series.getId())).hasSize(7);
    assertThatTheEchoTellsNothing();
  }

  @Test
  void whatGoogleRefusesForGoodLeavesNoSecondHalf() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    fault("events.update", "\"status\":403,\"reason\":\"forbiddenForNonOrganizer\",\"times\":1");
    Command split = splits(series);

    assertThat(decide(split)).isEqualTo("REJECTED");
    assertThat(reason(split)).isEqualTo("forbiddenForNonOrganizer");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(series.getId());
    assertThat(takesPlace(series.getId())).hasSize(7);
  }

  /** Those behind it would be refused as well, and hear so at once. */
  @Test
  void aSplitThatTheQuotaStopsHalfWayIsEndedOnceChangesAreTakenAgain() throws Exception {
    Event series = insertsStandUp();
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    awaitRest();
    fault("events.update", "\"status\":403,\"reason\":\"quotaExceeded\",\"times\":1");
    Command split = splits(series);
    Command behind = renames(lunch.getId(), lunch.getEtag(), "Dinner");
    command(split);
    command(behind);
    await().until(() -> status(behind).equals("REJECTED"));
    assertThat(reason(behind)).isEqualTo("quotaExceeded");
    assertThat(status(split)).isEqualTo("PENDING");
    google.renames(googleCalendar, series, "Somebody else was here");
    push();
    await().until(() -> mirror().equals(google.holds(googleCalendar)));

    changesAreTakenAgain();
    awaitDecided(split);
    assertThat(status(split)).isEqualTo("REJECTED");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(series.getId(), lunch.getId());
    assertThat(takesPlace(series.getId())).hasSize(7);
  }

  /** The repeated insert is refused by our own stop, and says nothing of the first. */
  @Test
  void aSplitThatIsInterruptedBeforeTheQuotaIsUsedUpIsEndedAllTheSame() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    fault("events.update", "\"status\":503,\"times\":1");
    fault("events.insert", "\"status\":403,\"reason\":\"quotaExceeded\",\"times\":1,\"skip\":1");
    Command split = splits(series);
    command(split);
    await().until(() -> areChangesStopped() && column("lease_owner") == null);
    assertThat(status(split)).isEqualTo("PENDING");

    changesAreTakenAgain();
    awaitDecided(split);
    assertThat(status(split)).isEqualTo("APPLIED");
    assertThat(takesPlace(series.getId())).hasSize(3);
    assertThat(takesPlace(madeBy(split))).hasSize(4);
  }

  /** Google does not find it when asked, twice, though it had answered that it is there. */
  @Test
  void aSecondHalfThatIsNotFoundForAMomentIsNotLeftBehind() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    fault("events.update", "\"status\":403,\"reason\":\"forbiddenForNonOrganizer\",\"times\":2");
    fault("events.get", "\"status\":404,\"times\":2,\"skip\":1");
    Command split = splits(series);

    assertThat(decide(split)).isEqualTo("REJECTED");
    assertThat(google.holds(googleCalendar)).containsOnlyKeys(series.getId());
    assertThat(takesPlace(series.getId())).hasSize(7);
  }

  @Test
  void anInstanceThatHadNoResourceOfItsOwnIsChangedOrRemovedAlone() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    String second = series.getId() + "_20261202T090000Z";
    String third = series.getId() + "_20261203T090000Z";
    Command renamed = renames(second, series.getEtag(), "Planning");
    Command removed = deletes(third, series.getEtag());

    assertThat(decide(renamed)).isEqualTo("APPLIED");
    assertThat(decide(removed)).isEqualTo("APPLIED");
    assertThat(atGoogle(second).getSummary()).isEqualTo("Planning");
    assertThat(takesPlace(series.getId())).hasSize(6).doesNotContain("12-03T09:00");
    assertThatTheEchoTellsNothing();
  }

  /** Else its series would show it again until the next reading, which knows nobody's edit. */
  @Test
  void anInstanceThatIsRemovedIsHiddenByItsEdit() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    String third = series.getId() + "_20261203T090000Z";
    Command removed = deletes(third, series.getEtag());

    assertThat(decide(removed)).isEqualTo("APPLIED");
    assertThat(toldBy(removed))
        .containsExactly(
            "calsync.event.deleted.v1 write " + third, "calsync.command.applied.v1 write");
    assertThat(typesOf(third)).containsExactly("calsync.event.deleted.v1");
    assertThatTheEchoTellsNothing();
  }

  @Test
  void aWholeSeriesMoves() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    Command moved =
        new Command.UpdateEvent(
            id(),
            calendar,
            user,
            "none",
            new EventId(series.getId()),
            series.getEtag(),
            Command.Scope.ALL,
            new EventResource(
                Map.of(
                    "start", Map.of("dateTime", "2026-12-01T11:00:00+01:00", "timeZone", BERLIN),
                    "end", Map.of("dateTime", "2026-12-01T12:00:00+01:00", "timeZone", BERLIN),
                    "recurrence", List.of("RRULE:FREQ=DAILY;COUNT=7"))));

    assertThat(decide(moved)).isEqualTo("APPLIED");
    assertThat(takesPlace(series.getId())).hasSize(7).contains("12-01T10:00", "12-07T10:00");
    assertThatTheEchoTellsNothing();
  }

  private void fault(String match, String rule) {
    google.fault(
        "{\"calendarId\":\"%s\",\"match\":\"%s\",%s}".formatted(googleCalendar, match, rule));
  }
}
