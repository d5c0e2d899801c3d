package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What somebody does on the page is done at Google, or they are told why not; nothing is lost and
 * nothing overwritten.
 */
class EditsEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void everythingCanBeDoneWithTheKeyboardAlone() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();

    page.presses("c").hasEditor().isForEverybody().types("Dentist").presses("Enter");
    page.isTold("“Dentist” is saved at Google").sees("Dentist");
    assertThat(mia.find(own, "Dentist")).isPresent();

    page.focuses("Dentist").presses("Enter").reads("Changed here, by you").isForEverybody();
    page.presses("e").hasEditor().types("Surgeon").presses("Enter").sees("Surgeon");
    page.isTold("is saved at Google").presses("Control+z").sees("Dentist");
    page.isTold("is as it was").focuses("Dentist").presses("Enter", "Delete").seesNot("Dentist");
    page.isTold("“Dentist” is deleted at Google").presses("Control+z").sees("Dentist");
    page.isTold("is there again");
    assertThat(mia.find(own, "Dentist")).isPresent();
  }

  @Test
  void eventIsSelectedDraggedStretchedAndMovedToAnotherCalendar() {
    GoogleCalendar choir = google.calendar("Choir", mia);
    EditingPage page = browsers.signIn(system, mia).lists(own, choir).editing();

    page.selectsTwoHours().types("Rehearsal").presses("Enter").isTold("is saved at Google");
    Instant start = startOf("Rehearsal");
    assertThat(start).isAfter(Week.on(WEDNESDAY, 0)).isBefore(Week.on(THURSDAY, 0));
    assertThat(lengthOf("Rehearsal")).isEqualTo(Duration.ofHours(2));

    page.drags("Rehearsal", 1, 1).isTold("Saving").isTold("is saved at Google");
    assertThat(startOf("Rehearsal")).isEqualTo(start.plus(Duration.ofHours(25)));
    page.stretches("Rehearsal", 1).isTold("Saving").isTold("is saved at Google");
    assertThat(lengthOf("Rehearsal")).isEqualTo(Duration.ofHours(3));
    page.takesBack().isTold("is as it was");
    assertThat(lengthOf("Rehearsal")).isEqualTo(Duration.ofHours(2));

    page.edits("Rehearsal").chooses("calendar", "Choir").saves().isTold("on the other calendar");
    assertThat(mia.find(choir, "Rehearsal")).isPresent();
    assertThat(mia.find(own, "Rehearsal")).isEmpty();
  }

  @Test
  void seriesAsksHowMuchOfItIsMeant() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    page.seesTimes("Standup", 5).edits("Standup", 2).fills("summary", "Solo").saves();
    page.isForEverybody().answers("Change a repeating event", "this");
    page.isTold("is saved at Google").seesTimes("Solo", 1).seesTimes("Standup", 4);

    page.edits("Standup", 3).fills("summary", "Huddle").saves();
    page.answers("Change a repeating event", "following")
        .isTold("Saving")
        .isTold("is saved at Google");
    page.seesTimes("Huddle", 2).seesTimes("Standup", 2).canBeMoved("Huddle");

    page.drags("Huddle", 0, 2).answers("Move a repeating event", "all").isTold("Saving");
    page.isTold("is saved at Google").seesTimes("Huddle", 2);
    assertThat(startOf("Huddle")).isEqualTo(Week.on(THURSDAY, 11));

    page.deletes("Standup").answers("Delete a repeating event", "no").seesTimes("Standup", 2);
    page.deletes("Standup").answers("Delete a repeating event", "all").seesNot("Standup");
    page.isTold("is deleted at Google").seesTimes("Huddle", 2);
  }

  @Test
  void guestsAreMailedWhenTheirHostSaysSoAndTheirAnswersArrive() {
    Person noor = google.somebody("Noor");
    EditingPage hosts = browsers.signIn(system, mia).lists(own).editing();
    EditingPage guests = browsers.signIn(system, noor).lists(noor.ownCalendar()).editing();

    hosts.presses("c").hasEditor().types("Planning").fills("guests", "noor").saves();
    hosts.isForEverybody().fills("guests", noor.email()).saves();
    hosts.answers("Invite the guests by e-mail?", "all").isTold("is saved at Google");
    assertThat(hosts.sent()).singleElement().asString().contains("\"sendUpdates\":\"all\"");

    guests.opens("Planning").reads("Only the organizer may change this event").isForEverybody();
    guests.respondsToInvitation("accepted").closes().isTold("is answered at Google");
    assertThat(guests.canDrag("Planning")).isFalse();
    assertThat(mia.find(own, "Planning").orElseThrow().getAttendees())
        .filteredOn(guest -> guest.getEmail().equals(noor.email()))
        .map(EventAttendee::getResponseStatus)
        .containsExactly("accepted");

    hosts.deletes("Planning").answers("tell the guests by e-mail?", "no");
    assertThat(hosts.sent()).hasSize(1);
    hosts.deletes("Planning").answers("tell the guests by e-mail?", "none").seesNot("Planning");
    assertThat(hosts.sent()).last().asString().contains("sendUpdates=none");
  }

  @Test
  void twoWhoEditAtOnceDecideFieldByField() {
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    EditingPage mias = browsers.signIn(system, mia).lists(team).editing();
    EditingPage noors = browsers.signIn(system, noor).lists(team).editing();
    noor.creates(team, "Lunch", Week.on(TUESDAY, 12));

    noors.edits("Lunch").fills("summary", "Lunch with Bo").fills("description", "Bring <the> plan");
    mias.edits("Lunch").fills("summary", "Long lunch").fills("location", "Canteen").saves();
    mias.isTold("is saved at Google");
    noors
        .saves()
        .hasConflict("changed at Google meanwhile")
        .isForEverybody()
        .keeps("title", "mine", "Lunch with Bo")
        .keeps("title", "theirs", "Long lunch")
        .decides("chosen")
        .isTold("is saved at Google");

    Event lunch = noor.find(team, "Long lunch").orElseThrow();
    assertThat(lunch.getLocation()).isEqualTo("Canteen");
    assertThat(lunch.getDescription()).isEqualTo("Bring &lt;the> plan");
    mias.opens("Long lunch").reads("Bring <the> plan").reads("Changed at Google");
  }

  @Test
  void editsMadeOfflineSurviveAndAreSentForNobodyElse() {
    Person noor = google.somebody("Noor");
    GoogleEvent dentist = mia.creates(own, "Dentist", Week.on(TUESDAY, 9));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage window = browsers.signIn(system, mia).over(cable);
      EditingPage page = window.editing().sees("Dentist");
      cable.cut();
      page.presses("c").hasEditor().types("Offline").presses("Enter").seesWaiting("Offline", 1);
      page.presses("c").hasEditor().types("Mistake").presses("Enter").seesWaiting("Mistake", 2);
      page.presses("Control+z").isTold("“Mistake” was not sent").seesNot("Mistake");
      page.edits("Offline").fills("location", "Train").saves();
      page.edits("Dentist").fills("summary", "Surgeon").saves().seesWaiting("Surgeon", 3);
      page.isForEverybody();
      mia.renames(dentist, "Dentist again");
      page.closesTheWindow();

      cable.mend();
      CalendarPage others = window.leavesTheBrowserTo(system.url(), noor);
      EditingPage nobody = others.editing();
      others.over(cable);
      assertThat(nobody.hasNothingWaiting().sent()).isEmpty();

      EditingPage again = others.leavesTheBrowserTo(system.url(), mia).over(cable).editing();
      again
          .hasConflict("“Dentist” was changed")
          .decides("mine")
          .sees("Surgeon")
          .hasNothingWaiting();
      again.isTold("is saved at Google").sees("Offline");
    }
    await()
        .untilAsserted(() -> {
          assertThat(mia.find(own, "Surgeon")).isPresent();
          assertThat(mia.find(own, "Offline").orElseThrow().getLocation()).isEqualTo("Train");
        });
  }

  @Test
  void refusalIsSaidAndTheEventGoesBack() {
    mia.creates(own, "Dentist", Week.on(TUESDAY, 9));
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().sees("Dentist");
    Map<String, Object> here = Map.of("calendarId", own.id(), "reason", "quotaExceeded");
    google.answers("events.update", 1, 403, here);

    page.edits("Dentist").fills("summary", "Surgeon").saves().sees("Surgeon");
    page.isTold("“Dentist” was not changed. Google takes no more edits").sees("Dentist");
    page.isForEverybody();
    assertThat(mia.find(own, "Dentist")).isPresent();
  }

  @Test
  void everyViewIsForEverybody() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    CalendarPage page = browsers.signIn(system, mia).isFull();
    for (String view : List.of("month", "week", "day", "agenda")) {
      page.show(view).editing().isForEverybody();
    }
  }

  private Instant startOf(String summary) {
    return Instant.ofEpochMilli(event(summary).getStart().getDateTime().getValue());
  }

  private Duration lengthOf(String summary) {
    long end = event(summary).getEnd().getDateTime().getValue();
    return Duration.between(startOf(summary), Instant.ofEpochMilli(end));
  }

  private Event event(String summary) {
    return mia.find(own, summary).orElseThrow();
  }
}
