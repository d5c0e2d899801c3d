package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does in Google shows in the page, which is never reloaded. */
class LivePageEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  @Test
  void whoSignsInSeesTheirCalendars() {
    Person mia = google.somebody("Mia");
    GoogleCalendar team = google.calendar("Team", mia);
    GoogleCalendar choir = google.calendar("Choir", mia);
    GoogleEvent rehearsal = mia.creates(choir, "Rehearsal", Week.on(THURSDAY, 19));

    CalendarPage page = browsers.signIn(system, mia);

    page.lists(mia.ownCalendar(), team, choir).sees(rehearsal).isFull();
  }

  @Test
  @KnownBug({
    Complaint.POLLING_TOO_SLOW,
    Complaint.PAGE_NOT_UPDATED,
    Complaint.CHANGE_NEVER_PASSED_ON
  })
  void eventOfSomebodyElseAppearsMovesAndDisappears() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage page = browsers.signIn(system, mia).lists(team);

    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    page.sees(lunch);
    lunch = noor.renames(lunch, "Long lunch");
    page.sees(lunch);
    lunch = noor.moves(lunch, Week.on(FRIDAY, 13));
    page.sees(lunch);
    noor.deletes(lunch);
    page.seesNothingOf(lunch).wasNeverReloaded();
  }

  @Test
  void seriesShowsItsInstancesAndLosesTheCancelledOne() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage page = browsers.signIn(system, mia).lists(team);

    GoogleEvent standup = noor.createsDaily(team, "Standup", Week.on(MONDAY, 9), 5);
    page.seesInstances(standup, 5);
    noor.cancels(standup, Week.on(WEDNESDAY, 9));
    page.seesInstances(standup, 4).wasNeverReloaded();
  }

  @Test
  void hundredEditsAreSeenAndTimed() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    system.signIn(mia).live(team);
    Sightings sightings = browsers.signIn(system, mia).sightings();
    GoogleEvent event = noor.creates(team, "Edit 0", Week.on(WEDNESDAY, 12));

    var delays = new Delays("edit at Google → visible in the page");
    for (int i = 1; i <= 100; i++) {
      var edit = delays.begin();
      noor.renames(event, "Edit " + i);
      edit.endedAt(sightings.of("Edit " + i));
    }
    delays.print();
  }

  @Test
  void pageIsWorthAPicture() {
    Person ada = google.known("ada@example.com");
    system.signIn(ada).allInSync();
    CalendarPage page = browsers.signIn(system, ada).isFull();
    page.picture("light-week").show("month").picture("light-month");
    page.inTheDark().picture("dark-month").show("week").picture("dark-week");
    browsers.signInOnAPhone(system, ada).isFull().picture("phone");
  }
}
