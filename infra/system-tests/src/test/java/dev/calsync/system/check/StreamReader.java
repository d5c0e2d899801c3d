package dev.calsync.system.check;

import dev.calsync.system.check.Listener.Heard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of {@code /api/stream} from number 0 on, who folds what it hears, hangs up in the middle
 * now and then, and comes again with the last number. It drops nothing that it is sent.
 */
public final class StreamReader implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAUSE_MILLIS = 200;
  private static final int HANGS_UP_AFTER = 40;

  private final HttpClient http;
  private final String url;
  private final String name;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Heard> heard = new ArrayList<>();
  private Events holds = new Events();
  private volatile @Nullable InputStream reading;

  /**
   * Begins to read.
   *
   * @param http has the cookies of a session
   */
  public StreamReader(HttpClient http, String url, String name, RandomGenerator random) {
    this.http = http;
    this.url = url;
    this.name = name;
    this.random = random;
    Thread.ofVirtual().name("stream-of-" + name).start(this::readAgainAndAgain);
  }

  /** What it heard until now; its events must not be read while it goes on hearing. */
  synchronized Listener listener(String user) {
    return new Listener("stream of " + name, user, List.copyOf(heard), holds.copy());
  }

  @Override
  public void close() {
    closed.countDown();
    hangUp();
  }

  private void hangUp() {
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
      } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/stream"))
            .header("Last-Event-ID", Long.toString(last()))
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      reading = body;
      if (response.statusCode() != 200) {
        return;
      }
      int patience = random.nextInt(1, 2 * HANGS_UP_AFTER);
      var message = new Message();
      String line;
      while (patience > 0 && (line = lines.readLine()) != null) {
        if (!line.isEmpty()) {
          message.take(line);
          continue;
        }
        if (message.id != null) {
          patience--;
          hear(message.id, message);
        }
        message = new Message();
      }
    }
  }

  private synchronized long last() {
    return heard.isEmpty() ? 0 : heard.getLast().number();
  }

  private void hear(long number, Message message) throws IOException, InterruptedException {
    if (message.event.equals("reset")) {
      Events snapshot = snapshot();
      synchronized (this) {
        heard.add(new Heard(number, true));
        holds = snapshot;
      }
      return;
    }
    synchronized (this) {
      heard.add(new Heard(number, false));
      if (message.event.equals("change")) {
        change(message.data.toString()).applyTo(holds);
      }
    }
  }

  private static Change change(String data) {
    JsonNode json = JSON.readTree(data);
    return new Change(
        json.path("calendarId").asString(),
        json.path("seq").asLong(),
        "",
        json.path("feedSeq").asLong(),
        json.path("type").asString(),
        json.path("eventId").asString(null),
        data);
  }

  /** What a reader does who was told to: reads everything anew. */
  private Events snapshot() throws IOException, InterruptedException {
    var events = new Events();
    for (JsonNode calendar : get("/api/calendars").path("calendars")) {
      String id = calendar.path("id").asString();
      String after = "";
      do {
        JsonNode page = get("/api/calendars/%s/events?limit=1000&after=%s".formatted(id, after));
        for (JsonNode event : page.path("events")) {
          events.put(id, event.path("id").asString(), new Version(event));
        }
        after = page.path("next").asString("");
      } while (!after.isEmpty());
    }
    return events;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  /** The fields of one message as they come, line by line. */
  private static final class Message {
    private @Nullable Long id;
    private String event = "";
    private final StringBuilder data = new StringBuilder();

    void take(String line) {
      if (line.startsWith("id:")) {
        id = Long.valueOf(line.substring(3).strip());
      } else if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
    }
  }
}
