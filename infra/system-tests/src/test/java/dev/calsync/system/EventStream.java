package dev.calsync.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of the stream as any program could be one: keeps the last id, and when the connection
 * breaks it comes again with that. It forgets nothing it was sent and drops nothing.
 */
final class EventStream implements AutoCloseable {
  private static final int PAUSE_MILLIS = 100;

  private final Http http;
  private final URI address;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
  private final List<Long> ids = new CopyOnWriteArrayList<>();
  private final AtomicInteger openings = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long lastId;
  private volatile boolean open;
  private volatile @Nullable InputStream reading;

  EventStream(Http http, String url, long from) {
    this.http = http;
    this.address = URI.create(url);
    this.lastId = from;
    Thread.ofVirtual().name("event-stream").start(this::readAgainAndAgain);
  }

  /** The id of every event that came with one, in the order in which they came. */
  List<Long> ids() {
    return List.copyOf(ids);
  }

  /** When it first told of an event. */
  Optional<Instant> told(String eventId) {
    return Optional.ofNullable(told.get(eventId));
  }

  boolean isOpen() {
    return open;
  }

  /** How often it was opened. */
  int openings() {
    return openings.get();
  }

  @Override
  public void close() {
    closed.countDown();
    InputStream body = reading;
    if (body != null) {
      try {
        body.close();
      } catch (IOException _) {
        // It ends anyway.
      }
    }
  }

  private void readAgainAndAgain() {
    try {
      do {
        try {
          read();
        } catch (IOException _) {
          // The connection broke, or there was none; that is what resuming is for.
        }
        open = false;
      } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Last-Event-ID", Long.toString(lastId)).build();
    HttpResponse<InputStream> response = http.client().send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      reading = body;
      if (response.statusCode() != 200) {
        return;
      }
      open = true;
      openings.incrementAndGet();
      String line;
      @Nullable Long id = null;
      String data = "{}";
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("id:")) {
          id = Long.valueOf(line.substring(3).strip());
        } else if (line.startsWith("data:")) {
          data = line.substring(5);
        } else if (line.isEmpty() && id != null) {
          note(data);
          ids.add(id);
          lastId = id;
          id = null;
        }
      }
    }
  }

  private void note(String data) {
    JsonNode event = JsonMapper.shared().readTree(data).path("eventId");
    if (event.isString()) {
      told.putIfAbsent(event.asString(), Instant.now());
    }
  }
}
