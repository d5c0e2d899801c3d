package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @Test
  void hitThatIsPressedStaysWhileTheNextWordsAreLookedFor() {
    Page window = browsers.open(system);
    CalendarPage page = pressesAHitWhileTheNextWordsAreFound(window);

    window.mouse().up();

    page.editing().reads("Grand regatta");
  }

  @Test
  void whatWasFoundMeanwhileIsShownOnceTheHitIsLetGo() {
    Page window = browsers.open(system);
    SearchBox search = pressesAHitWhileTheNextWordsAreFound(window).search();
    search.finds("Grand regatta");

    window.mouse().move(5, 5);
    window.mouse().up();

    search.finds("Picnic");
  }

  private CalendarPage pressesAHitWhileTheNextWordsAreFound(Page window) {
    mia.creates(mia.ownCalendar(), "Grand regatta", Week.on(TUESDAY, 12));
    GoogleEvent picnic = mia.creates(mia.ownCalendar(), "Picnic", Week.on(WEDNESDAY, 12));
    CalendarPage page = CalendarPage.signIn(window, system.url(), mia).show("week").sees(picnic);
    SearchBox search = page.search().opensByKey().looksFor("regatta").finds("Grand regatta");
    List<Route> next = Held.first(window, "GET", "/api/search.*picnic");
    search.looksFor("picnic");
    window.waitForCondition(() -> next.size() == 1);
    window.locator("#search-found .hit").hover();
    window.mouse().down();
    Held.arrives(window, next.getFirst());
    return page;
  }
}
