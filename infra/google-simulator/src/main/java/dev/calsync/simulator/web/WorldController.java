package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.History;
import dev.calsync.simulator.google.Role;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What tests make and change: calendars, shares, many events. */
@RestController
@RequestMapping("/control")
class WorldController {
  /** At once: as many as are in a large calendar. */
  private static final int MOST_EVENTS = 100_000;

  private final Administration administration;
  private final MovableClock clock;

  WorldController(SimulatedGoogle google, MovableClock clock) {
    this.administration = google.administration();
    this.clock = clock;
  }

  record ForCalendar(
      @Required String owner,
      @Required String summary,
      @Nullable String id,
      @Nullable String timeZone,
      @Nullable List<String> readers,
      @Nullable List<String> writers,
      @Nullable Boolean watchable) {}

  @PostMapping("/calendars")
  Map<String, Object> addCalendar(@RequestBody ForCalendar wanted) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("summary", wanted.summary());
    String zone = wanted.timeZone();
    properties.put("timeZone", zone == null ? "UTC" : zone);
    boolean watchable = !Boolean.FALSE.equals(wanted.watchable());
    requireThere(wanted.readers());
    requireThere(wanted.writers());
    String id = administration.newCalendar(wanted.owner(), wanted.id(), watchable, properties);
    share(id, wanted.readers(), Role.READER);
    share(id, wanted.writers(), Role.WRITER);
    return Map.of("id", id);
  }

  /** Before there is half a calendar. */
  private void requireThere(@Nullable List<String> people) {
    if (people != null) {
      people.forEach(administration::person);
    }
  }

  private void share(String id, @Nullable List<String> people, Role role) {
    if (people != null) {
      people.forEach(email -> administration.share(id, email, role, Map.of()));
    }
  }

  @DeleteMapping("/calendars/{calendarId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeCalendar(@PathVariable String calendarId) {
    administration.removeCalendar(calendarId);
  }

  record ForShare(@Required String email, @Nullable String role) {}

  /** role: reader, writer, owner or freeBusyReader; none takes the calendar away. */
  @PostMapping("/calendars/{calendarId}/share")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void share(@PathVariable String calendarId, @RequestBody ForShare wanted) {
    String role = wanted.role();
    if ("none".equals(role)) {
      administration.unshare(calendarId, wanted.email());
      return;
    }
    Role given = role == null ? Role.READER : Role.of(role);
    administration.share(calendarId, wanted.email(), given, Map.of());
  }

  @PostMapping("/calendars/{calendarId}/expire-sync-tokens")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expireSyncTokens(@PathVariable String calendarId) {
    administration.expireSyncTokens(calendarId);
  }

  /** What happened, oldest first: {@code after} a stamp, if one is given. */
  @GetMapping("/calendars/{calendarId}/history")
  Map<String, Object> history(
      @PathVariable String calendarId, @RequestParam(defaultValue = "0") long after) {
    History history = administration.history(calendarId, after);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("complete", history.complete());
    json.put("changes", history.changes().stream().map(History.Change::json).toList());
    return json;
  }

  @GetMapping("/calendars/{calendarId}/events")
  List<Map<String, Object>> events(@PathVariable String calendarId) {
    return administration.liveEvents(calendarId);
  }

  /** {@code {"count":2000}}: that many events, one push. */
  @PostMapping("/calendars/{calendarId}/events")
  Map<String, Object> insertAll(@PathVariable String calendarId, @RequestBody Object body) {
    List<Map<String, Object>> events =
        switch (body) {
          case List<?> list -> list.stream().map(WorldController::event).toList();
          case Map<?, ?> map when map.get("count") instanceof Integer count -> numbered(count);
          default -> throw GoogleError.invalid("Wanted: a list of events or {\"count\": n}");
        };
    return Map.of("ids", administration.insertAll(calendarId, events));
  }

  @SuppressWarnings("unchecked") // the names of a JSON object are texts
  private static Map<String, Object> event(@Nullable Object json) {
    return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private List<Map<String, Object>> numbered(int count) {
    if (count < 0 || count > MOST_EVENTS) {
      throw GoogleError.invalid("count: %d (expected: 0 to %d)".formatted(count, MOST_EVENTS));
    }
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    return IntStream.range(0, count)
        .mapToObj(number -> {
          Instant start = hour.plus(Duration.ofMinutes(30L * number));
          Map<String, Object> event = new LinkedHashMap<>();
          event.put("summary", "Event " + number);
          event.put("start", Map.of("dateTime", start.toString()));
          event.put("end", Map.of("dateTime", start.plus(Duration.ofMinutes(30)).toString()));
          return event;
        })
        .toList();
  }
}
