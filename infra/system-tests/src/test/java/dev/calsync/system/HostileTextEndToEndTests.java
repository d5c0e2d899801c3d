package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever may write to somebody's calendar cannot make their page do anything by it. */
class HostileTextEndToEndTests {
  private static final List<String> CORPUS =
      List.of(
          "<script>intrude(1)</script>",
          "<img src=x onerror=intrude(2)>",
          "<svg onload=intrude(3)>",
          "\"><script>intrude(4)</script>",
          "'\"><img src=x onerror=intrude(5)>",
          "</title><script>intrude(6)</script>",
          "</textarea><script>intrude(7)</script>",
          "<iframe srcdoc=\"<script>parent.intrude(8)</script>\"></iframe>",
          "<iframe src=\"javascript:parent.intrude(9)\"></iframe>",
          "<a href=\"javascript:intrude(10)\">open</a>",
          "javascript:intrude(11)",
          "https://example.com/\" onmouseover=\"intrude(12)",
          "data:text/html,<script>opener.intrude(13)</script>",
          "<details open ontoggle=intrude(14)>",
          "<body onload=intrude(15)>",
          "<input autofocus onfocus=intrude(16)>",
          "<math><mtext><table><mglyph><style><img src=x onerror=intrude(17)>",
          "<noscript><p title=\"</noscript><img src=x onerror=intrude(18)>\">",
          "<svg><animate onbegin=intrude(19) attributeName=x dur=1s>",
          "<style>@import 'https://evil.example/x.css';</style>",
          "<link rel=stylesheet href=https://evil.example/x.css>",
          "<base href=https://evil.example/>",
          "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
          "<form action=javascript:intrude(24)><button>x</button></form>",
          "{{constructor.constructor('intrude(25)')()}}",
          "${intrude(26)}",
          "&lt;img src=x onerror=intrude(27)&gt;",
          "\u202egnp.tnevE<script>intrude(28)</script>");

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person mallory = google.somebody("Mallory");
  private final GoogleCalendar team =
      google.calendar("<img src=x onerror=intrude('calendar')>", mallory, mia);
  private final GoogleEdits edits = new GoogleEdits(new Http(), system.googleUrl(), mallory);

  @Test
  void noFieldOfAnEventRunsAnythingWhereverItIsShown() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < CORPUS.size(); i++) {
      ids.add(edits.insert(team, everywhere(CORPUS.get(i), time(i))).path("id").asString());
    }
    system.signIn(mia).live(team);
    CalendarPage page = browsers.signIn(system, mia);
    Intrusions intrusions = page.guarded(system.url());

    for (int i = 0; i < CORPUS.size(); i++) {
      assertThat(page.readsInFull(ids.get(i))).isEqualTo(CORPUS.get(i));
    }
    edits.patch(team, ids.getFirst(), Map.of("summary", CORPUS.get(1) + " again"));
    page.editing().sees(CORPUS.get(1) + " again");
    page.search().opensByKey().looksFor("onerror").finds("onerror");
    page.editing().presses("Escape");
    page.show("month").show("agenda").show("day");

    assertThat(intrusions.seen()).isEmpty();
    assertThat(intrusions.addresses()).anyMatch(address -> address.contains("%20onmouseover="));
    // so that the lines above mean something
    intrusions.sees("<img src=x onerror=intrude('watched')>");
    intrusions.seesALinkTo("javascript:intrude(0)");
  }

  private static Instant time(int i) {
    return Week.on(DayOfWeek.of(1 + i % 7), 7).plus(Duration.ofHours(2L * (i / 7)));
  }

  private static Map<String, Object> everywhere(String text, Instant start) {
    return Map.ofEntries(
        Map.entry("summary", text),
        Map.entry("location", text),
        Map.entry("description", text),
        Map.entry("colorId", "4"),
        Map.entry("attendees", List.of(Map.of("email", "guest@example.com", "displayName", text))),
        Map.entry("source", Map.of("title", text, "url", "https://example.com/")),
        Map.entry(
            "conferenceData",
            Map.of(
                "entryPoints",
                List.of(Map.of("entryPointType", "video", "uri", text, "label", text)))),
        Map.entry("start", Map.of("dateTime", start.toString())),
        Map.entry("end", Map.of("dateTime", start.plus(Duration.ofHours(1)).toString())));
  }
}
