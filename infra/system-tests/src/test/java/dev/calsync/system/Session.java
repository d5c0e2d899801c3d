package dev.calsync.system;

import static org.awaitility.Awaitility.await;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A program that a person signed in: reads Calsync's API on their behalf. */
final class Session {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 1000;

  private final String url;
  private final Http http;

  private Session(String url, Http http) {
    this.url = url;
    this.http = http;
  }

  /** Signs in as a browser would, choosing and allowing on simulated Google's pages. */
  static Session signedIn(String url, Person person) {
    var http = new Http();
    HttpResponse<String> page = http.get(url + "/oauth2/authorization/google");
    Map<String, String> asked = query(page.uri());
    asked.put("simulated_account", person.email());
    page = http.get(at(page.uri(), "/o/oauth2/v2/auth") + "?" + form(asked));
    if (page.uri().getPath().startsWith("/o/oauth2/")) {
      String granted =
          Stream.of(asked.getOrDefault("scope", "").split(" ", -1))
              .map(scope -> "&granted=" + encoded(scope))
              .collect(Collectors.joining());
      Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
      String decision = form(asked) + granted + "&decision=allow";
      page = http.post(at(page.uri(), "/o/oauth2/v2/auth/consent"), headers, decision);
    }
    if (page.statusCode() != 200 || !page.uri().toString().startsWith(url)) {
      throw new IllegalStateException(
          "sign-in ended at " + page.uri() + ": " + page.statusCode() + " " + page.body());
    }
    return new Session(url, http);
  }

  /** Whoever holds these is signed in, too. */
  List<HttpCookie> cookies() {
    return http.cookies();
  }

  JsonNode calendars() {
    return http.json(url + "/api/calendars").get("calendars");
  }

  /** Our id of a calendar that is in sync and watched; waits until it is. */
  String live(GoogleCalendar calendar) {
    return await(calendar.summary() + " is live")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> idIfLive(calendar), id -> !id.isEmpty());
  }

  /** How a calendar fares by now, in one word. */
  String health(GoogleCalendar calendar) {
    return find(calendar).map(each -> each.at("/health/state").asString()).orElse("");
  }

  /** Waits until none of this person's calendars is still being read. */
  void allInSync() {
    await("all calendars are in sync")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> calendars().findValuesAsString("state"),
            states -> !states.isEmpty() && !states.contains("SYNCING"));
  }

  /** Our id of a calendar as soon as it is known. */
  String known(GoogleCalendar calendar) {
    return await(calendar.summary() + " is known")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> find(calendar).map(each -> each.get("id").asString()).orElse(""),
            id -> !id.isEmpty());
  }

  /** The mirror of a calendar: etag by event id. */
  Map<String, String> mirror(String calendarId) {
    Map<String, String> etags = new TreeMap<>();
    @Nullable String after = "";
    while (after != null) {
      JsonNode page =
          http.json(
              "%s/api/calendars/%s/events?limit=%d&after=%s"
                  .formatted(url, calendarId, PAGE, encoded(after)));
      page.get("events")
          .valueStream()
          .forEach(event -> etags.put(event.get("id").asString(), event.get("etag").asString()));
      JsonNode next = page.path("next");
      after = next.isString() ? next.asString() : null;
    }
    return etags;
  }

  /** A page of the mirror of a calendar, as Google's resources. */
  List<JsonNode> events(String calendarId) {
    return http.json("%s/api/calendars/%s/events?limit=%d".formatted(url, calendarId, PAGE))
        .get("events")
        .valueStream()
        .toList();
  }

  /** What the page shows of a time. */
  JsonNode occurrences(Instant from, Instant to) {
    return http.json("%s/api/events?from=%s&to=%s".formatted(url, from, to)).get("occurrences");
  }

  /** Everything in this person's feed after a place in it. */
  List<JsonNode> changes(long after) {
    List<JsonNode> all = new ArrayList<>();
    long cursor = after;
    while (true) {
      JsonNode page = http.json("%s/api/changes?limit=%d&after=%d".formatted(url, PAGE, cursor));
      page.get("changes").valueStream().forEach(all::add);
      if (page.get("cursor").asLong() == cursor) {
        return all;
      }
      cursor = page.get("cursor").asLong();
    }
  }

  /** The numbers that the changes of one calendar have, in the order of the feed. */
  List<Long> seqs(String calendarId) {
    return changes(0).stream()
        .filter(each -> each.get("calendarId").asString().equals(calendarId))
        .map(each -> each.get("seq").asLong())
        .toList();
  }

  /** Waits until the feed tells of that many new events; answers its number of the last. */
  long awaitCreated(GoogleCalendar calendar, int count) {
    String id = known(calendar);
    List<JsonNode> created =
        await(count + " new events in " + calendar.summary())
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> created(id), all -> all.size() >= count);
    return created.getLast().get("feedSeq").asLong();
  }

  /** Where this person's feed stands. */
  long cursor() {
    String window = "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
    return http.json(url + "/api/events" + window).get("cursor").asLong();
  }

  /** This person's stream through another address of the same host. */
  EventStream stream(int port, long from) {
    return new EventStream(http, "http://localhost:%d/api/stream".formatted(port), from);
  }

  /** A client that is signed in as this person. */
  HttpClient client() {
    return http.client();
  }

  /** How many new events the feed has told of. */
  int created(GoogleCalendar calendar) {
    return created(known(calendar)).size();
  }

  private List<JsonNode> created(String calendarId) {
    return changes(0).stream()
        .filter(each -> each.get("calendarId").asString().equals(calendarId))
        .filter(each -> each.get("type").asString().equals("calsync.event.created.v1"))
        .toList();
  }

  private String idIfLive(GoogleCalendar calendar) {
    return find(calendar)
        .filter(each -> each.at("/health/state").asString("").equals("LIVE"))
        .map(each -> each.get("id").asString())
        .orElse("");
  }

  private Optional<JsonNode> find(GoogleCalendar calendar) {
    return calendars()
        .valueStream()
        .filter(each -> each.get("googleCalendarId").asString().equals(calendar.id()))
        .findFirst();
  }

  private static String at(URI uri, String path) {
    return uri.resolve(path).toString();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
