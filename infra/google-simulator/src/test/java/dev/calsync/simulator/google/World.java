package dev.calsync.simulator.google;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A simulated Google with one person at a standing clock, and short words for what tests do. */
final class World {
  static final String ADA = "ada@example.com";
  static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  final MovableClock clock = new MovableClock(Clock.fixed(NOW, ZoneOffset.UTC));
  final List<Push> pushes = new ArrayList<>();
  final SimulatedGoogle google =
      new SimulatedGoogle(clock, new Random(1), Duration.ofDays(7), pushes::add);
  final EventsApi events = google.events();

  World() {
    google.administration().addUser(ADA, "Ada Lovelace", "Europe/Berlin");
  }

  static Map<String, Object> lunch() {
    return event("Lunch", "2026-03-02T12:00:00+01:00", "2026-03-02T13:00:00+01:00");
  }

  static Map<String, Object> event(String summary, String start, String end) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("summary", summary);
    event.put("start", time(start));
    event.put("end", time(end));
    return event;
  }

  /** Every Monday at ten, in Berlin. */
  static Map<String, Object> weekly() {
    Map<String, Object> event =
        event("Weekly", "2026-03-02T10:00:00+01:00", "2026-03-02T11:00:00+01:00");
    event.put("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=5"));
    return event;
  }

  static Map<String, Object> time(String dateTime) {
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("dateTime", dateTime);
    time.put("timeZone", "Europe/Berlin");
    return time;
  }

  Map<String, Object> insert(Map<String, Object> event) {
    return events.insert(ADA, "primary", event);
  }

  String insertId(Map<String, Object> event) {
    return id(insert(event));
  }

  Map<String, Object> get(String id) {
    return events.get(ADA, "primary", id, null).orElseThrow();
  }

  Map<String, Object> list(String... namesAndValues) {
    return events.list(ADA, "primary", parameters(namesAndValues));
  }

  static Map<String, List<String>> parameters(String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters
          .computeIfAbsent(namesAndValues[i], _ -> new ArrayList<>())
          .add(namesAndValues[i + 1]);
    }
    return parameters;
  }

  String syncToken() {
    return syncToken(list());
  }

  static String syncToken(Map<String, Object> page) {
    return Json.text(page, "nextSyncToken", "none");
  }

  static List<Map<String, Object>> items(Map<String, Object> page) {
    return Json.objects(page, "items");
  }

  static List<String> ids(Map<String, Object> page) {
    return items(page).stream().map(World::id).toList();
  }

  static String id(Map<String, Object> event) {
    return Json.text(event, "id", "none");
  }

  static String etag(Map<String, Object> event) {
    return Json.text(event, "etag", "none");
  }

  static void assertRefused(int status, String reason, ThrowingCallable call) {
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(call)
        .satisfies(error -> {
          org.assertj.core.api.Assertions.assertThat(error.status()).isEqualTo(status);
          org.assertj.core.api.Assertions.assertThat(error.reason()).isEqualTo(reason);
        });
  }

  static @Nullable Object inner(Map<String, Object> event, String name, String inner) {
    Map<String, Object> object = Json.object(event, name);
    return object == null ? null : object.get(inner);
  }

  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static Map<String, Object> channel(String id) {
    return map("id", id, "type", "web_hook", "address", "https://example.com/hook");
  }

  /** The channels that were told something, in order. */
  List<String> pushed() {
    return pushes.stream().map(push -> push.channel().id()).toList();
  }
}
