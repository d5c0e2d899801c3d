package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why an edit was not done is said in a sentence that tells what is the matter. */
class RefusalsEndToEndTests {
  private static final Pattern EVENTS = Pattern.compile("/api/calendars/.+/events");
  private static final int LONGEST_RETRY = 31_000; // milliseconds
  private static final String FALLBACK = "Google did not take it.";

  /** Google's reasons and our own, and a word that no other sentence would need. */
  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("conflict", "changed at Google meanwhile"),
          Map.entry("notFound", "no longer at Google"),
          Map.entry("deleted", "deleted at Google"),
          Map.entry("seriesChanged", "series was changed meanwhile"),
          Map.entry("alreadyExists", "has it already"),
          Map.entry("duplicate", "has it already"),
          Map.entry("unavailable", "could not be reached"),
          Map.entry("quotaExceeded", "no more edits from this account for some hours"),
          Map.entry("rateLimited", "asked too often"),
          Map.entry("forbiddenForNonOrganizer", "Only the organizer may change"),
          Map.entry("forbidden", "does not allow this account"),
          Map.entry("insufficientPermissions", "leave the boxes ticked"),
          Map.entry("requiredAccessLevel", "for reading only"),
          Map.entry("accessLost", "no longer lets this account see"),
          Map.entry("needsReauthorization", "sign in again"),
          Map.entry("notInvited", "not invited"),
          Map.entry("destinationNotFound", "other calendar"),
          Map.entry("calendarRemoved", "no longer connected"),
          Map.entry("waitedTooLong", "waited too long"),
          Map.entry("unsupportedScope", "part of a series"),
          Map.entry("eventTypeRestriction", "of this kind"),
          Map.entry("cannotChangeOrganizer", "organizer can move"),
          Map.entry("cannotChangeOrganizerOfInstance", "One instance of a series"),
          Map.entry("timeRangeEmpty", "ends before it starts"),
          Map.entry("invalid", "an event like this"),
          Map.entry("required", "misses something"));

  /** What nobody has heard of, and what every object of JavaScript has. */
  private static final List<String> OTHERS =
      List.of("refused", "somethingNew", "", "constructor", "toString", "__proto__");

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private Page page;

  @BeforeEach
  void open() {
    page = browsers.open(system);
  }

  @Test
  void everyReasonHasASentenceThatTellsItAndAnyOtherOneThatIsTrueOfAll() {
    List<String> reasons = new ArrayList<>(SENTENCES.keySet());
    reasons.addAll(OTHERS);
    Object known = page.evaluate("async () => (await import('/js/refusals.js')).reasons");
    assertThat((List<?>) known)
        .map(String::valueOf)
        .filteredOn(reason -> !reason.equals("refused"))
        .containsExactlyInAnyOrderElementsOf(SENTENCES.keySet());

    Map<String, Object> said = said("refusal", reasons);

    SENTENCES.forEach(
        (reason, words) -> assertThat(said.get(reason)).as(reason).asString().contains(words));
    OTHERS.forEach(reason -> assertThat(said.get(reason)).as(reason).isEqualTo(FALLBACK));
  }

  @Test
  void whyAnEventCannotBeChangedIsSaidBeforehand() {
    Set<String> reasons =
        Set.of("calendar", "reauthorize", "guest", "kind", "locked", "saving", "accessLost");

    Map<String, Object> said = said("readOnlyText", List.copyOf(reasons));

    assertThat(said.values()).doesNotHaveDuplicates();
    assertThat(said.values())
        .allSatisfy(text -> assertThat(text).asString().hasSizeGreaterThan(20).endsWith("."))
        .doesNotContain("This event cannot be changed here.");
    assertThat(said("readOnlyText", List.of("constructor")))
        .containsEntry("constructor", "This event cannot be changed here.");
  }

  @Test
  void editThatTheServiceBreaksOnIsSaidToBeGivenUpAndTheOthersGoOn() {
    Person mia = system.google().somebody("Mia");
    page.clock().install();
    CalendarPage calendar = CalendarPage.signIn(page, system.url(), mia).lists(mia.ownCalendar());
    List<Route> broken = new ArrayList<>();
    page.route(
        EVENTS,
        route -> {
          if (String.valueOf(route.request().postData()).contains("Lunch")) {
            broken.add(route);
            route.fulfill(new Route.FulfillOptions().setStatus(500));
          } else {
            route.resume();
          }
        });
    EditingPage editing = calendar.show("week").editing();
    editing.presses("c").hasEditor().types("Lunch").presses("Enter");
    editing.isTold("“Lunch” waits for a connection");
    editing.presses("c").hasEditor().types("Dinner").presses("Enter").seesWaiting("Dinner", 2);

    page.waitForCondition(() -> {
      page.clock().fastForward(LONGEST_RETRY);
      return page.locator("#waiting").isHidden();
    });

    editing.isTold("“Lunch” was not added. Calsync could not take it.").seesNot("Lunch");
    assertThat(broken).hasSizeGreaterThanOrEqualTo(7);
    await().untilAsserted(() -> assertThat(mia.names(mia.ownCalendar())).containsExactly("Dinner"));
    page.reload();
    calendar.isLive().editing().sees("Dinner").hasNothingWaiting();
  }

  private Map<String, Object> said(String function, List<String> reasons) {
    Object answers =
        page.evaluate(
            """
            async ({ name, reasons }) => {
              const { refusal, readOnlyText } = await import('/js/refusals.js');
              const sentence = (reason) => name === 'refusal'
                ? refusal(reason)
                : readOnlyText({ editable: false, readOnlyBecause: reason }, null);
              return reasons.map((reason) => String(sentence(reason)));
            }
            """,
            Map.of("name", function, "reasons", reasons));
    Map<String, Object> said = new LinkedHashMap<>();
    List<?> sentences = (List<?>) answers;
    for (int i = 0; i < reasons.size(); i++) {
      said.put(reasons.get(i), sentences.get(i));
    }
    return said;
  }
}
