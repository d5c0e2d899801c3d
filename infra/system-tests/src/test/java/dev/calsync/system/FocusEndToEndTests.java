package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others do shows where it happens, and takes nothing out of anybody's hand. */
class FocusEndToEndTests {
  private static final String FOCUSED =
      """
      () => {
        const { id, href, dataset } = document.activeElement;
        return id || href || dataset.eventId || document.activeElement.outerHTML.slice(0, 200);
      }
      """;

  /** What lights up, which does not last. */
  private static final String FLASHED =
      """
      () => {
        window.flashed = '';
        const look = () => document.querySelectorAll('#grid .fc-event.flash').forEach(({ textContent }) => (window.flashed += textContent));
        new MutationObserver(look).observe(document.querySelector('#grid'), { subtree: true, childList: true, attributes: true });
      }
      """;

  private static final Pattern ACCOUNTS = Pattern.compile("/api/accounts$");
  private static final String NEEDS_ITS_OWNER = "\"state\":\"NEEDS_REAUTHORIZATION\"";

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final Person noor = system.google().somebody("Noor");
  private final GoogleCalendar team = system.google().calendar("Team", noor, mia);
  private final GoogleEdits edits = new GoogleEdits(new Http(), system.googleUrl(), noor);

  @Test
  void whatOthersDoNeitherMovesTheFocusNorLosesWhatIsTyped() {
    GoogleEvent event = noor.creates(team, "Lunch 0", Week.on(TUESDAY, 9));
    String text = "The plan: https://example.com/plan";
    edits.patch(team, event.id(), Map.of("description", text, "location", "Canteen"));
    Page page = browsers.open(system);
    CalendarPage calendar =
        CalendarPage.signIn(page, system.url(), mia).lists(team).show("week").isFull();
    EditingPage editing = calendar.editing();

    editing.sees("Lunch 0").opens("Lunch 0").reads("The plan");
    List<String> places = List.of("#details-body a", "#details-edit", "#details-close");
    for (int i = 0; i < places.size(); i++) {
      page.locator(places.get(i)).focus();
      Object before = page.evaluate(FOCUSED);
      noor.renames(event, "Lunch " + (i + 1));
      editing.reads("Lunch " + (i + 1)).reads("while you were looking");
      page.locator("#details:not([aria-busy])").waitFor();
      assertThat(page.evaluate(FOCUSED)).isEqualTo(before);
    }

    editing.clicks("details-edit").hasEditor().fills("summary", "Lunch with Bo");
    page.locator("#edit-location").focus();
    editing.types(", upstairs");
    noor.renames(event, "Brunch");
    editing.sees("Brunch");
    assertThat(page.evaluate(FOCUSED)).isEqualTo("edit-location");
    assertThat(page.locator("#edit-location").inputValue()).contains("upstairs", "Canteen");
    assertThat(page.locator("#edit-summary").inputValue()).isEqualTo("Lunch with Bo");
    editing.clicks("editor-cancel");

    editing.focuses("Brunch");
    page.evaluate(FLASHED);
    noor.renames(event, "Supper");
    editing.sees("Supper");
    page.locator("#announcement.shown").filter(hasText("Renamed at Google: Supper")).waitFor();
    page.waitForFunction("() => window.flashed.includes('Supper')");
    assertThat(page.evaluate(FOCUSED)).isEqualTo(event.id());

    page.locator("#sidebar .calendar input").last().focus();
    Object box = page.evaluate(FOCUSED);
    mia.calls(team, "Crew");
    calendar.lists(new GoogleCalendar(team.id(), "Crew"));
    assertThat(page.evaluate(FOCUSED)).isEqualTo(box).asString().startsWith("show-");
    calendar.wasNeverReloaded();
  }

  @Test
  void eventThatIsDrawnAnewWithHundredsOfOthersKeepsTheFocus() {
    List<String> thriceADay = List.of("RRULE:FREQ=DAILY;BYHOUR=9,12,15;COUNT=300");
    String start = Week.on(TUESDAY, 9).minus(Duration.ofDays(28)).toString();
    String end = Week.on(TUESDAY, 10).minus(Duration.ofDays(28)).toString();
    String series =
        edits
            .insert(
                team,
                Map.of(
                    "summary",
                    "Round",
                    "start",
                    Map.of("dateTime", start, "timeZone", "UTC"),
                    "end",
                    Map.of("dateTime", end, "timeZone", "UTC"),
                    "recurrence",
                    thriceADay))
            .path("id")
            .asString();
    Page page = browsers.open(system);
    EditingPage editing =
        CalendarPage.signIn(page, system.url(), mia).lists(team).show("week").editing();
    editing.seesTimes("Round", 21).focuses("Round");
    Object before = page.evaluate(FOCUSED);
    edits.patch(team, series, Map.of("summary", "Visit"));

    editing.seesTimes("Visit", 21);
    assertThat(page.evaluate(FOCUSED)).isEqualTo(before).asString().startsWith(series);
  }

  @Test
  void listOfCalendarsThatIsReadAgainTakesNeitherTheFocusNorAPress() {
    Page page = browsers.open(system);
    page.route(
        ACCOUNTS,
        route -> {
          APIResponse told = route.fetch();
          String ended = told.text().replaceAll("\"state\":\"\\w+\"", NEEDS_ITS_OWNER);
          route.fulfill(new Route.FulfillOptions().setResponse(told).setBody(ended));
        });
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(team);
    page.locator("#sidebar .notice .button").filter(hasText("Reconnect")).focus();
    Object before = page.evaluate(FOCUSED);
    mia.calls(team, "Crew");
    calendar.lists(new GoogleCalendar(team.id(), "Crew"));
    assertThat(page.evaluate(FOCUSED)).isEqualTo(before).asString().startsWith("mend-");

    Locator own = page.locator("#sidebar .calendar").filter(hasText(mia.email()));
    own.locator(".name").hover();
    page.mouse().down();
    mia.calls(team, "Club");
    calendar.lists(new GoogleCalendar(team.id(), "Club"));
    page.mouse().up();
    own.locator("input:not(:checked)").waitFor();
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
