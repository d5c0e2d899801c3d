package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is meant of a series, whom of the guests it is told, and what becomes of it if others were
 * faster.
 */
class PartsAndConflictsEndToEndTests {
  private static final String DELETED = "Delete a repeating event";
  private static final String ANSWERED = "Answer a repeating event";
  private static final String UNANSWERED = ".going:not(:has([aria-pressed=true]))";
  private static final String BUTTONS = "#details-edit, #details-delete";

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void partsOfASeriesAreDeletedAndAnsweredAndAllOfItTakenBack() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    noor.invitesDaily(noor.ownCalendar(), "Sync", Week.on(MONDAY, 12), 5, mia);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();

    page.seesTimes("Standup", 5).opens("Standup", 2).clicks("details-delete");
    page.answers(DELETED, "this").seesTimes("Standup", 4).isTold("is deleted at Google");
    page.takesBack().isTold("is as it was").seesTimes("Standup", 5);
    page.opens("Standup", 4).clicks("details-delete").answers(DELETED, "following");
    page.seesTimes("Standup", 3).isTold("is deleted at Google");
    page.takesBack().isTold("is as it was").seesTimes("Standup", 5);

    page.seesTimes("Sync", 5).opens("Sync", 2).clicks("answer-accepted");
    page.answers(ANSWERED, "this").isTold("is answered at Google");
    page.hasAnswered("accepted").closes().opens("Sync", 3);
    window.locator(UNANSWERED).waitFor();
    page.closes();
    page.opens("Sync", 4).clicks("answer-declined").answers(ANSWERED, "all");
    page.isTold("Saving").isTold("is answered at Google").hasAnswered("declined").closes();
    page.opens("Sync", 3).hasAnswered("declined").closes();
    page.presses("Control+z").isTold("is as it was").opens("Sync", 3);
    window.locator(UNANSWERED).waitFor();
  }

  @Test
  void guestsHearOfAChangeIfItsAuthorSaysSoAndWhoeverIsSlowerLosesNothing() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    GoogleEvent planning = mia.invites(own, "Planning", Week.on(TUESDAY, 9), noor);
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(THURSDAY, 9));
    EditingPage page = browsers.signIn(system, mia).lists(own, choir).editing();

    page.drags("Planning", 1, 1).answers("Move it, and tell the guests by e-mail?", "no");
    page.drags("Planning", 1, 1).answers("Move it, and tell the guests by e-mail?", "all");
    page.isTold("is saved at Google");
    assertThat(page.sent()).singleElement().asString().contains("\"sendUpdates\":\"all\"");
    assertThat(startOf("Planning")).isEqualTo(Week.on(WEDNESDAY, 10));
    page.edits("Planning").fills("location", "Canteen").saves();
    page.answers("Change it, and tell the guests by e-mail?", "none").isTold("is saved at Google");
    assertThat(page.sent()).last().asString().contains("\"sendUpdates\":\"none\"");

    page.edits("Lunch").chooses("calendar", "Choir").saves().isTold("on the other calendar");
    page.takesBack().isTold("is as it was");
    assertThat(mia.names(own)).contains("Lunch");
    assertThat(mia.names(choir)).isEmpty();

    page.edits("Lunch").fills("summary", "Long lunch");
    mia.renames(lunch, "Brunch");
    page.sees("Brunch").saves().hasConflict("“Lunch” was changed").decides("theirs");
    page.isTold("stays as it is at Google").sees("Brunch").seesNot("Long lunch");

    page.deletes("Planning");
    mia.renames(planning, "Debate");
    page.sees("Debate").answers("tell the guests by e-mail?", "none");
    page.hasConflict("“Planning” was changed").isForEverybody().decides("theirs");
    page.isTold("stays as it is at Google").deletes("Debate");
    mia.renames(planning, "Meeting");
    page.sees("Meeting").answers("tell the guests by e-mail?", "none");
    page.hasConflict("“Debate” was changed").decides("mine").seesNot("Meeting");
    page.isTold("is deleted at Google");
    assertThat(mia.names(own)).containsExactly("Brunch");
  }

  @Test
  void whatCannotBeChangedSaysWhyBeforeAnybodyTries() {
    GoogleCalendar holidays = google.calendar("Holidays", noor);
    google.shares(holidays, mia, "reader");
    GoogleEvent feast = noor.creates(holidays, "Feast", Week.on(TUESDAY, 9));
    LocalDate day = Week.on(WEDNESDAY, 0).atZone(ZoneOffset.UTC).toLocalDate();
    new GoogleEdits(new Http(), system.googleUrl(), mia)
        .insert(
            own,
            Map.ofEntries(
                Map.entry("summary", "Birthday of Bo"),
                Map.entry("eventType", "birthday"),
                Map.entry("visibility", "private"),
                Map.entry("transparency", "transparent"),
                Map.entry("recurrence", List.of("RRULE:FREQ=YEARLY")),
                Map.entry("start", Map.of("date", day.toString())),
                Map.entry("end", Map.of("date", day.plusDays(1).toString()))));
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();

    page.opens("Feast").reads("This calendar is read-only for you").isForEverybody();
    assertThat(window.locator(BUTTONS).count()).isZero();
    page.closes().opens("Birthday of Bo").reads("Events of this kind cannot be changed here");
    assertThat(window.locator(BUTTONS).count()).isZero();
    page.presses("Delete", "e").reads("Events of this kind").closes();
    assertThat(page.canDrag("Feast") || page.canDrag("Birthday of Bo")).isFalse();
    assertThat(page.sent()).isEmpty();

    noor.moves(feast, Week.on(TUESDAY, 11));
    page.sees("11:00").opens("Feast").reads("11:00").closes();
  }

  private Instant startOf(String summary) {
    return Instant.ofEpochMilli(
        mia.find(own, summary).orElseThrow().getStart().getDateTime().getValue());
  }
}
