package dev.calsync.notifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of the stream that parses as the HTML standard says. */
public final class SseClient implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> HINTS = Set.of("account", "calendar");

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final HttpResponse<InputStream> response;
  private volatile boolean ended;
  private final AtomicInteger beats = new AtomicInteger();
  private volatile @Nullable String retry;
  private volatile String lastEventId = "";

  private SseClient(HttpResponse<InputStream> response) {
    this.response = response;
    if (response.statusCode() == 200) {
      Thread.ofVirtual().start(this::read);
    }
  }

  /** Opens a stream. */
  public static SseClient open(int port, String cookie, String query, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/stream" + query))
            .header("Cookie", cookie);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new SseClient(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message as dispatched. */
  public record Message(String event, String id, String data) {
    /** Its data, read. */
    public JsonNode json() {
      return JsonMapper.shared().readTree(data);
    }
  }

  /** The answer's head. */
  public HttpResponse<InputStream> response() {
    return response;
  }

  /** What came of the feed: all but hints, which may come at any moment. */
  public List<Message> messages() {
    return messages.stream().filter(message -> !HINTS.contains(message.event())).toList();
  }

  /** The hints that came, by name, in order. */
  public List<String> hints() {
    return messages.stream().map(Message::event).filter(HINTS::contains).toList();
  }

  /** The numbers of the changes that came, in order. */
  public List<Long> changes() {
    return messages.stream()
        .filter(message -> message.event().equals("change"))
        .map(message -> message.json().get("feedSeq").asLong())
        .toList();
  }

  /** Whether the server closed it. */
  public boolean isEnded() {
    return ended;
  }

  /** How many heartbeats came. */
  public int beats() {
    return beats.get();
  }

  /** What the reader would resume with. */
  public String lastEventId() {
    return lastEventId;
  }

  /** How long it should wait before it comes back. */
  public @Nullable String retry() {
    return retry;
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String event = "message";
      var data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (event.equals("beat")) {
            beats.incrementAndGet();
          } else if (!data.isEmpty()) {
            messages.add(new Message(event, lastEventId, data.substring(0, data.length() - 1)));
          }
          event = "message";
          data.setLength(0);
        } else if (line.startsWith("id: ")) {
          lastEventId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length()).append('\n');
        } else if (line.startsWith("retry: ")) {
          retry = line.substring(7);
        } else if (!line.startsWith(":")) { // of a comment no reader is told
          messages.add(new Message("unexpected", lastEventId, line));
        }
      }
    } catch (IOException _) {
      // Cut off, which is an end too.
    }
    ended = true;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
