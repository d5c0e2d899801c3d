package dev.calsync.system;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** People who share a calendar share its changes, and nothing else. */
@ResourceLock("ada@example.com")
class TwoPeopleEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  @Test
  void bothSeeTheSharedCalendarAndNeitherTheOthersOwn() {
    Person linus = google.known("linus@example.com");
    Person ada = google.known("ada@example.com");
    GoogleCalendar shared = ada.calendar("Team launch");
    CalendarPage pageOfLinus = browsers.signIn(system, linus).lists(shared);
    CalendarPage pageOfAda = browsers.signIn(system, ada).lists(shared);

    GoogleEvent dentist = linus.creates(linus.ownCalendar(), "Dentist", Week.on(TUESDAY, 7));
    GoogleEvent opera = ada.creates(ada.ownCalendar(), "Opera", Week.on(THURSDAY, 21));
    GoogleEvent seminar = ada.creates(shared, "Seminar", Week.on(SATURDAY, 9));

    pageOfLinus.sees(seminar).sees(dentist).seesNothingOf(opera);
    pageOfAda.sees(seminar).sees(opera).seesNothingOf(dentist);
  }
}
