package dev.calsync.system;

import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person does on simulated Google's own page happens, as its README says. */
class PeoplePageEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  /** On Sunday: the page shows two weeks from today on, and the calendar this one. */
  @Test
  void whatIsCreatedRenamedMovedAndDeletedOnSimulatedGooglesPageShowsInTheCalendar() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    var people = PeoplePage.actingAs(noor, browsers.newPage(), system.googleUrl());

    GoogleEvent lunch = people.creates(team, "Lunch", Week.on(SUNDAY, 12));
    calendar.sees(lunch);
    lunch = people.renames(lunch, "Long lunch");
    calendar.sees(lunch);
    lunch = people.movesLater(lunch);
    calendar.sees(lunch);
    people.deletes(lunch);
    calendar.seesNothingOf(lunch).wasNeverReloaded();
    assertThat(noor.all(team)).isEmpty();
  }
}
