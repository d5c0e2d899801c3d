package dev.calsync.sync;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import dev.calsync.simulator.GoogleSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Simulated Google for the worker's tests, acted upon through Google's own client. */
final class TestGoogle {
  private static final String ADA = "ada@example.com";
  private static final GoogleSimulator SIMULATOR = GoogleSimulator.start();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Network network = new Network(SIMULATOR.url());

  /** The same as the worker reaches it. */
  String urlThroughTheNetwork() {
    return network.url();
  }

  Network network() {
    return network;
  }

  String url() {
    return SIMULATOR.url().toString().replaceAll("/*$", "/");
  }

  String accessToken() {
    return SIMULATOR.accessToken(ADA);
  }

  String accessToken(String email) {
    return SIMULATOR.accessToken(email);
  }

  /** Somebody else, who may write in a calendar. */
  void writer(String calendar, String email) {
    control("/control/users", "{\"email\":\"%s\",\"name\":\"Grace\"}".formatted(email));
    control(
        "/control/calendars/" + calendar + "/share",
        "{\"email\":\"%s\",\"role\":\"writer\"}".formatted(email));
  }

  void person() {
    control("/control/users", "{\"email\":\"%s\",\"name\":\"Ada\"}".formatted(ADA));
  }

  void calendar(String id) {
    control(
        "/control/calendars",
        "{\"owner\":\"%s\",\"summary\":\"Test\",\"id\":\"%s\"}".formatted(ADA, id));
  }

  void fault(String json) {
    control("/control/faults", json);
  }

  void noFaults() {
    send(HttpRequest.newBuilder(URI.create(url()).resolve("/control/faults")).DELETE().build());
  }

  /** After so large a share of all pages the same page comes again. */
  void repeatsPages(double share) {
    control("/control/behaviour", "{\"reading\":{\"repeatedPages\":%s}}".formatted(share));
  }

  /** The rules that have not struck as often as they should. */
  String faultsToCome() {
    return send(HttpRequest.newBuilder(URI.create(url()).resolve("/control/faults")).build());
  }

  Event inserts(String calendar, String summary) throws IOException {
    Instant start = Instant.parse("2026-12-01T09:00:00Z");
    Event event =
        new Event()
            .setSummary(summary)
            .setStart(new EventDateTime().setDateTime(new DateTime(start.toString())))
            .setEnd(
                new EventDateTime().setDateTime(new DateTime(start.plusSeconds(3600).toString())));
    return client().events().insert(calendar, event).execute();
  }

  void renames(String calendar, Event event, String summary) throws IOException {
    client().events().patch(calendar, event.getId(), new Event().setSummary(summary)).execute();
  }

  void deletes(String calendar, Event event) throws IOException {
    client().events().delete(calendar, event.getId()).execute();
  }

  /** Event id → etag of all that a full list shows. */
  Map<String, String> holds(String calendar) throws IOException {
    Map<String, String> held = new TreeMap<>();
    String page = null;
    do {
      Events answer = client().events().list(calendar).setPageToken(page).execute();
      answer.getItems().forEach(event -> held.put(event.getId(), event.getEtag()));
      page = answer.getNextPageToken();
    } while (page != null);
    return held;
  }

  Calendar client() {
    return new Calendar.Builder(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            request -> request.getHeaders().setAuthorization("Bearer " + accessToken()))
        .setRootUrl(url())
        .setApplicationName("test")
        .build();
  }

  /** How often its events were listed. */
  long lists(String calendar) {
    var request = HttpRequest.newBuilder(URI.create(url()).resolve("control/state")).build();
    JsonNode lists = JsonMapper.shared().readTree(send(request)).at("/calls/listsByCalendar");
    return lists.path(calendar).asLong();
  }

  String control(String path, @Nullable String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url()).resolve(path))
            .header("Content-Type", "application/json")
            .POST(
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            request.uri() + " → " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
