package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Whoever may write to somebody's calendar cannot make their page do anything by it. */
class HostileTextEndToEndTests {
  /** {@code -Dtexts.every=1} tries them all. */
  private static final List<String> TEXTS =
      HostileTexts.every(Integer.getInteger("texts.every", 5));

  private static final int A_WEEK = 28;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person mallory = google.somebody("Mallory");
  private final GoogleCalendar team =
      google.calendar("<img src=x onerror=intrude('calendar')>", mallory, mia);
  private final GoogleEdits edits = new GoogleEdits(new Http(), system.googleUrl(), mallory);

  @Test
  @Timeout(1_200)
  void noFieldOfAnEventRunsAnythingWhereverItIsShown() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      JsonNode event = google.makes(mallory, team, everywhere(i));
      assertThat(event.path("htmlLink").asString()).isEqualTo(address(i));
      ids.add(event.path("id").asString());
    }
    String contested = edits.insert(team, plain()).path("id").asString();
    system.signIn(mia).live(team);
    CalendarPage page = browsers.signIn(system, mia);
    Intrusions intrusions = page.guarded(system.url());
    edits.patch(team, ids.getFirst(), Map.of("summary", TEXTS.get(1) + " again"));
    page.editing().sees(TEXTS.get(1) + " again");
    edits.patch(team, ids.getFirst(), Map.of("summary", TEXTS.getFirst()));
    page.editing().sees(TEXTS.getFirst());
    meetsAConflict(page.editing(), contested);

    for (int i = 0; i < TEXTS.size(); i++) {
      if (i > 0 && i % A_WEEK == 0) {
        page.editing().presses("j");
      }
      assertThat(page.readsInFull(ids.get(i))).isEqualTo(TEXTS.get(i));
    }
    page.search().opensByKey().looksFor("onerror").finds("onerror");
    page.editing().presses("Escape");
    page.show("month").show("agenda").show("day");

    assertThat(intrusions.seen()).isEmpty();
    assertThat(intrusions.addresses())
        .contains("https://example.com/file")
        .anyMatch(address -> address.contains("%20onmouseover="));
    // so that the lines above mean something
    intrusions.sees("<img src=x onerror=intrude('watched')>");
    intrusions.seesALinkTo("javascript:intrude(0)");
    intrusions.seesAPictureFrom("https://evil.example/0.png");
  }

  /** Whoever is slower is shown what the other wrote. */
  private void meetsAConflict(EditingPage page, String event) {
    String theirs = "<img src=x onerror=intrude('theirs')>";
    page.edits("Plain").fills("summary", "<img src=x onerror=intrude('mine')>");
    edits.patch(
        team,
        event,
        Map.of(
            "summary",
            theirs,
            "location",
            theirs,
            "description",
            "&lt;img src=https://evil.example/conflict.png&gt;" + theirs,
            "attendees",
            List.of(Map.of("email", addressOf(theirs)))));
    page.sees(theirs).saves().hasConflict("“Plain” was changed").decides("theirs");
    page.isTold("stays as it is at Google");
  }

  private static Map<String, Object> plain() {
    Instant start = Week.on(DayOfWeek.MONDAY, 16);
    return Map.of(
        "summary", "Plain",
        "start", Map.of("dateTime", start.toString()),
        "end", Map.of("dateTime", start.plus(Duration.ofHours(1)).toString()));
  }

  /** So many a week, from this week on. */
  private static Instant time(int i) {
    int there = i % A_WEEK;
    return Week.on(DayOfWeek.of(1 + there % 7), 7)
        .plus(Duration.ofDays(7L * (i / A_WEEK)))
        .plus(Duration.ofHours(2L * (there / 7)));
  }

  /** As a text may stand in an address (RFC 5321, 4.1.2). */
  private static String addressOf(String text) {
    return "\"%s\"@example.com".formatted(text.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String address(int i) {
    return HostileTexts.ADDRESSES.get(i % HostileTexts.ADDRESSES.size());
  }

  private static Map<String, Object> everywhere(int i) {
    var event = new HashMap<>(everywhere(TEXTS.get(i), address(i), time(i)));
    if (i % 2 == 0) { // else the way into the call is that of the conference
      event.put("hangoutLink", address(i));
    }
    return event;
  }

  private static Map<String, Object> everywhere(String text, String address, Instant start) {
    return Map.ofEntries(
        Map.entry("summary", text),
        Map.entry("location", text),
        Map.entry("description", text),
        Map.entry("colorId", "4"),
        Map.entry("htmlLink", address),
        Map.entry(
            "attendees",
            List.of(
                Map.of("email", "guest@example.com", "displayName", text),
                Map.of("email", addressOf(text)))),
        Map.entry(
            "attachments",
            List.of(
                Map.of("title", text, "fileUrl", "https://example.com/file"),
                Map.of("title", text, "fileUrl", address),
                Map.of("fileUrl", text))),
        Map.entry("source", Map.of("title", text, "url", "https://example.com/")),
        Map.entry(
            "conferenceData",
            Map.of(
                "entryPoints",
                List.of(
                    Map.of("entryPointType", "video", "uri", text, "label", text),
                    Map.of("entryPointType", "phone", "uri", "tel:1", "label", text, "pin", text),
                    Map.of("entryPointType", "phone", "uri", text)))),
        Map.entry("start", Map.of("dateTime", start.toString())),
        Map.entry("end", Map.of("dateTime", start.plus(Duration.ofHours(1)).toString())));
  }
}
