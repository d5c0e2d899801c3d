package dev.calsync.simulation;

import dev.calsync.notifier.feed.FeedDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that somebody has open: reads the snapshot, then the stream, and after each cut resumes
 * where it was. It notices whatever the feed must not do: leave a number out, tell one twice, or
 * tell of a calendar that is not its reader's.
 */
final class Reader {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(4);

  private final Seat.Person person;
  private final Supplier<Snapshot> snapshots;
  private final Map<String, Map<String, String>> shown = new TreeMap<>();
  private @Nullable Long lastId;
  private long known = -1; // up to here the snapshot had it all
  private @Nullable Life connectedTo;
  private FeedDoor.@Nullable Stream stream;

  Reader(Seat.Person person, Supplier<Snapshot> snapshots) {
    this.person = person;
    this.snapshots = snapshots;
  }

  /**
   * What a page begins with.
   *
   * @param events calendar → event → etag of what may be seen
   */
  record Snapshot(long cursor, Map<String, Map<String, String>> events) {}

  Seat.Person person() {
    return person;
  }

  /** Calendar → event → etag, as the page shows it. */
  Map<String, Map<String, String>> shown() {
    return shown;
  }

  boolean isConnected() {
    return connectedTo != null && !connectedTo.isOver();
  }

  void connectsTo(Life node) {
    connectedTo = node;
  }

  /** One stream, until it is cut or its node dies; this is the node's work. */
  void connect(FeedDoor node, Surroundings around) {
    if (lastId == null) {
      reload();
    }
    var line = new ReaderWire(around, around.happens(around.swarm().machines().stuck()));
    FeedDoor.Stream open = node.open(person.user(), lastId, line, line::cut, around::nanos);
    stream = open;
    try {
      open.begin();
      read(line.read());
      while (!around.happens(around.swarm().machines().cuts())) {
        around.pause(QUICK, SLOW);
        open.writeMore();
        read(line.read());
      }
    } catch (IOException _) {
      read(line.read()); // It was cut off; what it was sent before that has arrived.
    } catch (RuntimeException _) {
      // The database was away: the stream ends, and its reader comes back.
    } finally {
      open.close();
      if (around.life().equals(connectedTo)) {
        connectedTo = null;
        stream = null;
      }
    }
  }

  /** A node looks after its streams: a write that takes too long is ended. */
  void lookAfter(long nanos) {
    if (stream != null && isConnected()) {
      stream.cutIfStuck(nanos, WRITE_DEADLINE.toNanos());
    }
  }

  private void reload() {
    Snapshot now = snapshots.get();
    shown.values().forEach(Map::clear);
    now.events().forEach((calendar, events) -> shown.put(calendar, new TreeMap<>(events)));
    lastId = now.cursor();
    known = now.cursor();
  }

  private void read(String text) {
    for (String block : text.split("\n\n", -1)) {
      Map<String, String> fields = new HashMap<>();
      block
          .lines()
          .filter(line -> line.indexOf(':') > 0)
          .forEach(line ->
              fields.put(
                  line.substring(0, line.indexOf(':')),
                  line.substring(line.indexOf(':') + 1).strip()));
      if (fields.containsKey("id")) {
        take(Long.parseLong(fields.get("id")), fields.get("event"), fields.get("data"));
      }
    }
  }

  private void take(long id, @Nullable String event, @Nullable String data) {
    if ("reset".equals(event)) {
      reload();
      return;
    }
    if (id <= known) {
      return; // The stream had to begin before the snapshot was read.
    }
    if (lastId == null || id != lastId + 1) {
      throw new Violation("%s was told %d after %s".formatted(person.email(), id, lastId));
    }
    lastId = id;
    if ("change".equals(event) && data != null) {
      change(JSON.readTree(data));
    }
  }

  private void change(JsonNode change) {
    String calendar = change.path("calendarId").asString();
    Map<String, String> events = shown.get(calendar);
    String id = change.path("eventId").asString("");
    String type = change.path("type").asString();
    if (events == null) {
      if (type.contains("created") || type.contains("updated")) {
        throw new Violation(person.email() + " was told of " + calendar + ", which is not theirs");
      }
      return;
    }
    if (type.contains("created") || type.contains("updated")) {
      events.put(id, change.path("event").path("etag").asString(""));
    } else if (type.contains("deleted")) {
      events.remove(id);
    }
  }
}
