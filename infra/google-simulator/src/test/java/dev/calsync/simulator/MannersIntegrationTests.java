package dev.calsync.simulator;

import static dev.calsync.simulator.GoogleClient.lunch;
import static dev.calsync.simulator.GoogleClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bad manners over HTTP, met by Google's own client: infra/docs/google-calendar.md §7. */
@dev.calsync.simulator.junit.GoogleSimulator(
    users = {"ada@example.com", "grace@example.com"},
    properties = "google-simulator.push.first-retry=20ms")
class MannersIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final String GRACE = "grace@example.com";
  private final GoogleSimulator google;
  private Calendar client;

  MannersIntegrationTests(GoogleSimulator google) {
    this.google = google;
    this.client = GoogleClient.of(google, "none");
  }

  @BeforeEach
  void signIn() {
    client = GoogleClient.of(google, google.accessToken(ADA));
  }

  @Test
  @DisplayName("google-calendar.md §7.1: Google's client walks through short and empty pages")
  @Shows({"§7.1 pages may be short", "§7.1 pages may be empty"})
  void shortAndEmptyPages() throws IOException {
    google.control("/calendars/" + ADA + "/events", Map.of("count", 300));
    google.control("/behaviour", Map.of("reading", Map.of("shortPages", 0.5, "emptyPages", 0.5)));
    int seen = 0;
    String pageToken = null;
    do {
      Events page =
          client.events().list("primary").setMaxResults(50).setPageToken(pageToken).execute();
      seen += page.getItems().size();
      pageToken = page.getNextPageToken();
    } while (pageToken != null);
    assertThat(seen).isEqualTo(300);
  }

  @Test
  @DisplayName("google-calendar.md §7.6: a 412 that answers no If-Match, and passes")
  @Shows("§7.6 a 412 without If-Match comes on demand, and passes")
  void aSpurious412() throws IOException {
    String id = client.events().insert("primary", lunch()).execute().getId();
    google.control("/faults", Map.of("match", "events.patch", "status", 412));
    Calendar.Events.Patch patch = client.events().patch("primary", id, new Event().setSummary("X"));
    assertThat(refusal(patch::execute).getDetails().getMessage())
        .isEqualTo("Precondition check failed.");
    assertThat(patch.execute().getSummary()).isEqualTo("X");
  }

  @Test
  @DisplayName("google-calendar.md §7.8: a guest's client may answer and not rename")
  @Shows("§7.8 a guest's write of what is shared is 403 forbiddenForNonOrganizer")
  void aGuestMayAnswerAndNotRename() throws IOException {
    Event meeting = lunch().setAttendees(List.of(new EventAttendee().setEmail(GRACE)));
    String id = client.events().insert("primary", meeting).execute().getId();
    Calendar guest = GoogleClient.of(google, google.accessToken(GRACE));
    Event copy = guest.events().get("primary", id).execute();
    assertThat(copy.getOrganizer().getSelf()).isNull();
    Calendar.Events.Patch rename =
        guest.events().patch("primary", id, new Event().setSummary("Mine"));
    assertThat(refusal(rename::execute).getDetails().getErrors().getFirst().getReason())
        .isEqualTo("forbiddenForNonOrganizer");
    copy.getAttendees().getFirst().setResponseStatus("accepted");
    guest.events().update("primary", id, copy).execute();
    assertThat(client.events().get("primary", id).execute().getAttendees().getFirst())
        .containsEntry("responseStatus", "accepted");
  }

  @Test
  @DisplayName("google-calendar.md §7.18: the quota of who calls, or of who is named, runs out")
  @Shows("§7.18 who is named as quotaUser pays")
  void quotasRunOut() throws IOException {
    google.control("/behaviour", Map.of("quota", Map.of("perUserPerMinute", 2, "as429", 1)));
    client.events().list("primary").execute();
    client.events().list("primary").execute();
    GoogleJsonResponseException refused = refusal(() -> client.events().list("primary").execute());
    assertThat(refused.getStatusCode()).isEqualTo(429);
    client.events().list("primary").setQuotaUser("tenant").execute();
    google.advance(java.time.Duration.ofMinutes(1));
    client.events().list("primary").execute();
  }

  @Test
  @DisplayName("google-calendar.md §7.18: quotaExceeded stops writing and not reading")
  @Shows("§7.18 quotaExceeded stops writes and not reads")
  void usageLimitsStopWriting() throws IOException {
    google.control("/users/" + ADA + "/usage-limits", Map.of("seconds", 3600));
    GoogleJsonResponseException refused =
        refusal(() -> client.events().insert("primary", lunch()).execute());
    assertThat(refused.getDetails().getErrors().getFirst().getReason()).isEqualTo("quotaExceeded");
    assertThat(client.events().list("primary").execute().getItems()).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §7.19: 500, a page of HTML, half an answer")
  @Shows({"§7.19 500 backendError", "§7.19 503 as a page of HTML", "§7.19 slow answers"})
  void answersThatAreNone() throws IOException {
    google.control("/faults", Map.of("match", "events.list", "status", 500));
    assertThat(refusal(() -> client.events().list("primary").execute()).getDetails().getMessage())
        .isEqualTo("Backend Error");
    google.control("/faults", Map.of("match", "events.list", "status", 503, "html", true));
    assertThatExceptionOfType(HttpResponseException.class)
        .isThrownBy(() -> client.events().list("primary").execute())
        .satisfies(page -> assertThat(page.getContent()).contains("<!DOCTYPE html>"));
    google.control("/faults", Map.of("match", "events.insert", "truncate", true));
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> client.events().insert("primary", lunch()).execute())
        .isNotInstanceOf(GoogleJsonResponseException.class);
    assertThat(client.events().list("primary").execute().getItems()).hasSize(1);
    google.control("/faults", Map.of("match", "events.list", "delayMillis", 300));
    long start = System.nanoTime();
    client.events().list("primary").execute();
    assertThat(System.nanoTime() - start).isGreaterThan(300_000_000);
  }

  @Test
  @DisplayName("google-calendar.md §7.22: a setting that does not exist is refused by name")
  void anUnknownSettingIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> google.control("/behaviour", Map.of("reading", Map.of("shrtPages", 1))))
        .withMessageContaining("shrtPages");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> google.control("/pushes", Map.of("drop", 7)))
        .withMessageContaining("400");
  }
}
