package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an event has beside times and words. */
class DetailsEndToEndTests {
  private static final Map<String, Object> CALL =
      Map.of(
          "entryPoints",
          List.of(
              Map.of("entryPointType", "video", "uri", "https://meet.google.com/abc-defg-hij"),
              Map.of(
                  "entryPointType", "phone",
                  "uri", "tel:+49-30-901820",
                  "label", "+49 30 901820",
                  "pin", "4711")));
  private static final Map<String, Object> MINUTES =
      Map.of("fileUrl", "https://drive.google.com/open?id=1", "title", "Minutes of last time");

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void callsAndFilesAreShownAndComeBackWhenADeletionIsUndone() {
    Instant start = Week.on(TUESDAY, 12);
    new GoogleEdits(new Http(), system.googleUrl(), mia)
        .insert(
            own,
            Map.of(
                "summary", "Board",
                "start", Map.of("dateTime", start.toString()),
                "end", Map.of("dateTime", start.plus(Duration.ofHours(1)).toString()),
                "conferenceData", CALL,
                "attachments", List.of(MINUTES)));
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().sees("Board");
    page.opens("Board").reads("meet.google.com/abc-defg-hij").reads("+49 30 901820, PIN 4711");
    page.reads("Minutes of last time").isForEverybody();

    page.presses("Delete").seesNot("Board").isTold("is deleted at Google");
    page.presses("Control+z").isTold("is there again").sees("Board");
    Event again = mia.find(own, "Board").orElseThrow();
    assertThat(again.getConferenceData().getEntryPoints()).hasSize(2);
    assertThat(again.getAttachments())
        .singleElement()
        .hasFieldOrPropertyWithValue("title", "Minutes of last time");
  }
}
