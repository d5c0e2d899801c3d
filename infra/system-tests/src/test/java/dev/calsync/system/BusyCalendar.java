package dev.calsync.system;

import dev.calsync.system.check.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** A calendar in which its owner changes one thing after another, noting what Google answers. */
final class BusyCalendar {
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final DateTimeFormatter INSTANCE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final GoogleCalendar calendar;
  private final GoogleEdits google;
  private final Ledger ledger;
  private final List<String> events = new ArrayList<>();
  private final Map<String, Integer> series = new LinkedHashMap<>();
  private int changes;

  BusyCalendar(GoogleCalendar calendar, GoogleEdits google, Ledger ledger) {
    this.calendar = calendar;
    this.google = google;
    this.ledger = ledger;
  }

  /** One change, whichever chance wants. */
  synchronized void changes(RandomGenerator random) {
    changes++;
    int wish = random.nextInt(100);
    if (wish < 45 || events.isEmpty()) {
      events.add(inserts(Map.of()));
    } else if (wish < 75) {
      patches(events.get(random.nextInt(events.size())), Map.of("summary", title("Renamed")));
    } else if (wish < 87) {
      deletes(events.remove(random.nextInt(events.size())));
    } else if (wish < 90 || series.isEmpty()) {
      series.put(inserts(Map.of("recurrence", List.of("RRULE:FREQ=DAILY;COUNT=400"))), 0);
    } else if (wish < 98) {
      changesAnInstance(random);
    } else {
      endsASeries();
    }
  }

  /** Each instance is touched once: moved away from its series, or taken out of it. */
  private void changesAnInstance(RandomGenerator random) {
    String master = series.keySet().iterator().next();
    int day = series.merge(master, 1, Integer::sum);
    String instance = master + "_" + INSTANCE.format(MORNING.plus(Duration.ofDays(day)));
    if (random.nextBoolean()) {
      patches(instance, Map.of("summary", title("Exception")));
    } else {
      deletes(instance);
    }
  }

  private void endsASeries() {
    String master = series.keySet().iterator().next();
    int touched = series.getOrDefault(master, 0);
    series.remove(master);
    deletes(master);
    for (int day = 1; day <= touched; day++) {
      String instance = master + "_" + INSTANCE.format(MORNING.plus(Duration.ofDays(day)));
      ledger.endedWith(calendar.id(), instance);
    }
  }

  private String inserts(Map<String, Object> more) {
    Map<String, Object> event = new LinkedHashMap<>(more);
    event.put("summary", title("Event"));
    event.put("start", at(MORNING));
    event.put("end", at(MORNING.plus(AN_HOUR)));
    JsonNode made = google.insert(calendar, event);
    String id = made.get("id").asString();
    ledger.wrote(calendar.id(), id, made.get("etag").asString());
    return id;
  }

  private void patches(String event, Map<String, Object> fields) {
    JsonNode patched = google.patch(calendar, event, fields);
    ledger.wrote(calendar.id(), event, patched.get("etag").asString());
  }

  private void deletes(String event) {
    google.delete(calendar, event);
    ledger.deleted(calendar.id(), event);
  }

  private String title(String what) {
    return "%s %d of %s".formatted(what, changes, calendar.summary());
  }

  private static Map<String, Object> at(Instant time) {
    return Map.of("dateTime", time.toString(), "timeZone", "UTC");
  }
}
