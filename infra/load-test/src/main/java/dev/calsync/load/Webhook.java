package dev.calsync.load;

import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Google as it pushes to ingress: what is not acknowledged it sends again a second later. */
final class Webhook implements AutoCloseable {
  static final String CLIENT_SECRET = "a client's secret, for the load test only";

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AT_A_TIME = 200;

  private final ChannelToken tokens =
      new ChannelToken(List.of(ChannelToken.Key.derivedFrom(CLIENT_SECRET)));
  private final Map<Integer, String> signed = new ConcurrentHashMap<>();
  private final Instant expiry = Instant.now().plus(Duration.ofDays(7));
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(AT_A_TIME);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final URI address;

  Webhook(URI address) {
    this.address = address;
  }

  /** Sends one, and again until it is taken; does not wait for that. */
  void push(int calendar, long messageNumber) {
    HttpRequest push = request(calendar, messageNumber);
    underWay.incrementAndGet();
    senders.execute(() -> {
      while (!isTaken(push)) {
        refused.incrementAndGet();
        Wait.lasting(AGAIN_AFTER);
      }
      underWay.decrementAndGet();
    });
  }

  /** Waits until all are taken; answers how often one was refused until now. */
  int flush() {
    Wait.until("acknowledgement of all pushes", PATIENCE, () -> underWay.get() == 0);
    return refused.get();
  }

  @Override
  public void close() {
    senders.shutdownNow();
    http.close();
  }

  private boolean isTaken(HttpRequest push) {
    free.acquireUninterruptibly();
    try {
      return http.send(push, BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("ended in the middle of a push", e);
    } finally {
      free.release();
    }
  }

  /** The headers of Google's push guide; a calendar's channel has the calendar's own id. */
  private HttpRequest request(int calendar, long messageNumber) {
    var channel = new ChannelId(Calendars.id(calendar).value());
    String token =
        signed.computeIfAbsent(
            calendar, number -> tokens.sign(channel, Calendars.id(number), expiry));
    return HttpRequest.newBuilder(address)
        .header("X-Goog-Channel-ID", channel.toString())
        .header("X-Goog-Channel-Token", token)
        .header("X-Goog-Message-Number", Long.toString(messageNumber))
        .header("X-Goog-Resource-ID", Calendars.googleId(calendar))
        .header("X-Goog-Resource-State", "exists")
        .header("X-Goog-Resource-URI", "https://www.googleapis.com/calendar/v3/calendars/x/events")
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
