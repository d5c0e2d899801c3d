package dev.calsync.system.check;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google's full lists, read with the access token of whoever sees the calendar. */
final class GoogleReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String url;
  private final Map<String, String> tokens;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Of one Google.
   *
   * @param tokens access token by e-mail
   */
  GoogleReader(String url, Map<String, String> tokens) {
    this.url = url;
    this.tokens = tokens;
  }

  /** Adds everything that Google lists of a calendar. */
  void read(Subject subject, Events events) throws IOException, InterruptedException {
    String page = "";
    do {
      JsonNode answer = list(subject, page);
      for (JsonNode event : answer.path("items")) {
        events.put(subject.calendar(), event.path("id").asString(), new Version(event));
      }
      page = answer.path("nextPageToken").asString("");
    } while (!page.isEmpty());
  }

  /** Channel and number of each message that was answered 2xx, as far back as Google remembers. */
  Set<String> acknowledged() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/control/deliveries")).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    Set<String> acknowledged = new HashSet<>();
    for (JsonNode attempt : JSON.readTree(response.body())) {
      if (attempt.path("status").asInt() / 100 == 2) {
        acknowledged.add(
            attempt.path("channelId").asString() + ":" + attempt.path("messageNumber").asLong());
      }
    }
    return acknowledged;
  }

  private JsonNode list(Subject subject, String page) throws IOException, InterruptedException {
    String address =
        "%s/calendar/v3/calendars/%s/events?maxResults=2500%s"
            .formatted(
                url,
                encoded(subject.googleCalendar()),
                page.isEmpty() ? "" : "&pageToken=" + encoded(page));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + tokens.get(subject.email()))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("Google answers " + response.statusCode() + " for " + subject);
    }
    return JSON.readTree(response.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
