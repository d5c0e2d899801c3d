package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is searched for is found and shown, whenever it is. */
class SearchEndToEndTests {
  private static final Duration FAR = Duration.ofDays(140);

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");

  @Test
  void eventOfAnotherSeasonIsFoundByTheKeyboardAloneAndOpens() {
    Instant far = Week.on(TUESDAY, 12).plus(FAR);
    mia.creates(mia.ownCalendar(), "Grand regatta", far);
    system.signIn(mia).live(mia.ownCalendar());
    CalendarPage page = browsers.signIn(system, mia).lists(mia.ownCalendar());
    SearchBox search = page.search().opensByKey().looksFor("picnic").isTold("Nothing found");
    page.editing().isForEverybody();

    search.looksFor("REGATTA grand").finds("Grand regatta").picture("search");
    page.editing().isForEverybody();
    search.takesTheFirst();
    page.editing().reads("Grand regatta").closes().sees("Grand regatta");
  }
}
