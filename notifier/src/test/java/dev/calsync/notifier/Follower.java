package dev.calsync.notifier;

import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.stream.Crowd;
import dev.calsync.testsupport.stream.Listener;
import dev.calsync.testsupport.stream.Message;
import dev.calsync.testsupport.stream.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that folds what it is told as the page does, comes back after whatever ends its stream,
 * and notes each number that does not follow the one before.
 */
final class Follower {
  private static final Duration BACK = Duration.ofMillis(50);

  /** A node that ends within this JVM may have taken a connection that it never answers. */
  private static final Duration UNANSWERED = Duration.ofSeconds(20);

  private static final String MARCH =
      "/api/events?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";

  private final Crowd crowd;
  private final IntSupplier ports;
  private final Person person;
  private final Map<String, String> events = new TreeMap<>(); // this and what follows: its own lock
  private final List<String> gaps = new ArrayList<>();
  private long position;
  private int resets;
  private boolean away;
  private boolean hasSnapshot;
  private @Nullable Stream stream;

  /**
   * @param ports where to find a node, asked each time
   */
  Follower(Crowd crowd, IntSupplier ports, Person person) {
    this.crowd = crowd;
    this.ports = ports;
    this.person = person;
  }

  synchronized long position() {
    return position;
  }

  synchronized Map<String, String> events() {
    return new TreeMap<>(events);
  }

  synchronized List<String> gaps() {
    return List.copyOf(gaps);
  }

  /** Whether it has something to follow from. */
  synchronized boolean hasSnapshot() {
    return hasSnapshot;
  }

  synchronized int resets() {
    return resets;
  }

  /** The stream that is open, or will be in a moment. */
  synchronized @Nullable Reader reader() {
    return stream == null ? null : stream.reader;
  }

  /** Reads the calendar, then follows. */
  void begin() {
    startOver();
  }

  /** Breaks off, and stays away until told to come back. */
  synchronized void leave() {
    away = true;
    end();
  }

  synchronized void comeBack() {
    away = false;
    connect();
  }

  private synchronized void end() {
    Stream ended = stream;
    stream = null;
    if (ended != null && ended.reader != null) {
      ended.reader.cut();
    }
  }

  private synchronized void connect() {
    if (away || !hasSnapshot || stream != null) {
      return;
    }
    stream = new Stream();
    stream.reader =
        crowd.open(
            ports.getAsInt(),
            "/api/stream",
            List.of("Cookie: " + person.cookie(), "Last-Event-ID: " + position),
            stream);
    Stream opened = stream;
    later(UNANSWERED, () -> giveUp(opened));
  }

  private synchronized void giveUp(Stream opened) {
    if (!opened.answered && opened.reader != null) {
      opened.reader.cut();
    }
  }

  /** What a reader does who is told that it cannot go on: the snapshot, and on from its cursor. */
  private void startOver() {
    JsonNode snapshot;
    try {
      snapshot = new Api(ports.getAsInt()).get(person, MARCH).json();
    } catch (RuntimeException _) {
      later(BACK, this::startOver); // that node is going
      return;
    }
    if (snapshot.get("cursor") == null) {
      later(BACK, this::startOver);
      return;
    }
    synchronized (this) {
      events.clear();
      snapshot
          .get("occurrences")
          .forEach(
              each -> events.put(each.get("eventId").asString(), each.get("summary").asString()));
      position = snapshot.get("cursor").asLong();
      hasSnapshot = true;
      connect();
    }
  }

  private static void later(Duration pause, Runnable task) {
    CompletableFuture.delayedExecutor(
            pause.toMillis(), TimeUnit.MILLISECONDS, each -> Thread.ofVirtual().start(each))
        .execute(task);
  }

  private synchronized void told(Stream by, Message message) {
    if (by != stream || message.id() == null) {
      return; // a stream that was broken off, or a hint
    }
    long number = Long.parseLong(message.id());
    if (message.event().equals("reset")) {
      resets++;
      hasSnapshot = false;
      end();
      Thread.ofVirtual().start(this::startOver);
      return;
    }
    if (number != position + 1) {
      gaps.add(number + " after " + position);
    }
    position = number;
    if (!message.data().isEmpty()) {
      fold(JsonMapper.shared().readTree(message.data()));
    }
  }

  private void fold(JsonNode change) {
    String event = change.get("eventId").asString();
    if (change.get("type").asString().startsWith("calsync.event.deleted")) {
      events.remove(event);
    } else {
      events.put(event, change.at("/event/summary").asString());
    }
  }

  private synchronized void ended(Stream which) {
    if (which == stream) {
      stream = null;
      later(BACK, this::connect);
    }
  }

  private final class Stream implements Listener {
    private @Nullable Reader reader;
    private volatile boolean answered;

    @Override
    public void answered(int status) {
      answered = true;
    }

    @Override
    public void told(Message message) {
      Follower.this.told(this, message);
    }

    @Override
    public void ended() {
      Follower.this.ended(this);
    }
  }
}
