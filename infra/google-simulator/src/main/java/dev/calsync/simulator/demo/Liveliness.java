package dev.calsync.simulator.demo;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Json;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Now and then somebody changes something in the shared calendar by themselves. */
public final class Liveliness implements AutoCloseable {
  private static final long SHORTEST_PAUSE = 20_000;
  private static final long LONGEST_PAUSE = 40_000;
  private static final int EVENT_LIMIT = 60;
  private static final List<String> TOPICS =
      List.of(
          "Coffee with the press",
          "Ask legal about the name",
          "Rehearse the demo",
          "Check the banner",
          "Pizza for everybody",
          "Rollback drill",
          "Photo of the team");

  private final SimulatedGoogle google;
  private final RandomGenerator random;
  private final Clock clock;
  private final Thread thread;

  public Liveliness(SimulatedGoogle google, RandomGenerator random, Clock clock) {
    this.google = google;
    this.random = random;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("liveliness").start(this::live);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void live() {
    try {
      while (true) {
        Thread.sleep(random.nextLong(SHORTEST_PAUSE, LONGEST_PAUSE));
        try {
          change();
        } catch (GoogleError _) {
          // Somebody else was faster: the event is gone, or so is the demo. Next time.
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void change() {
    String who = random.nextBoolean() ? "grace@example.com" : "linus@example.com";
    List<Map<String, Object>> upcoming =
        google.administration().liveEvents(DemoWorld.TEAM).stream()
            .filter(event -> !event.containsKey("recurrence"))
            .filter(event -> !event.containsKey("recurringEventId"))
            .filter(event -> start(event) != null)
            .toList();
    int dice = random.nextInt(10);
    if (upcoming.isEmpty() || (dice < 4 && upcoming.size() < EVENT_LIMIT)) {
      create(who);
      return;
    }
    Map<String, Object> event = upcoming.get(random.nextInt(upcoming.size()));
    String id = Json.text(event, "id", "");
    if (dice < 8) {
      move(who, id, event);
    } else {
      String topic = topic();
      google.events().patch(who, DemoWorld.TEAM, id, Map.of("summary", topic), null);
    }
  }

  private void create(String who) {
    Instant start =
        clock
            .instant()
            .truncatedTo(ChronoUnit.DAYS)
            .plus(Duration.ofDays(random.nextInt(5)))
            .plus(Duration.ofMinutes(30L * random.nextInt(16, 36)));
    Map<String, Object> event =
        Map.of("summary", topic(), "start", time(start), "end", time(start.plusSeconds(2700)));
    google.events().insert(who, DemoWorld.TEAM, event);
  }

  private void move(String who, String id, Map<String, Object> event) {
    Duration by = Duration.ofMinutes(random.nextBoolean() ? 30 : -30);
    Map<String, Object> patch =
        Map.of("start", shifted(event, "start", by), "end", shifted(event, "end", by));
    google.events().patch(who, DemoWorld.TEAM, id, patch, null);
  }

  private static Map<String, Object> shifted(Map<String, Object> event, String name, Duration by) {
    Map<String, Object> time = Json.object(event, name);
    String dateTime = time == null ? null : Json.text(time, "dateTime");
    return dateTime == null
        ? Map.of()
        : Map.of("dateTime", OffsetDateTime.parse(dateTime).plus(by).toString());
  }

  private static @org.jspecify.annotations.Nullable String start(Map<String, Object> event) {
    Map<String, Object> start = Json.object(event, "start");
    return start == null ? null : Json.text(start, "dateTime");
  }

  private static Map<String, Object> time(Instant time) {
    return Map.of("dateTime", time.atOffset(ZoneOffset.UTC).toString());
  }

  private String topic() {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }
}
