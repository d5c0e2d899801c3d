package dev.calsync.simulator.push;

import dev.calsync.simulator.channel.Push;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Delivers each message by a virtual thread of its own: again after 500, 502, 503, 504, timeouts
 * and broken connections, never after anything else (google-calendar.md §3.3). So retries overtake
 * one another.
 */
public final class Courier implements Consumer<Push>, AutoCloseable {
  private static final Set<Integer> SUCCESS = Set.of(102, 200, 201, 202, 204);
  private static final Set<Integer> TEMPORARY = Set.of(500, 502, 503, 504);
  private static final int REMEMBERED = 20_000;
  private static final int AT_ONCE = 256;

  private final PushSettings settings;
  private final RandomGenerator random;
  private final HttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore lines = new Semaphore(AT_ONCE);
  private final Object gate = new Object();
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private PushFaults faults = PushFaults.NONE;
  private long epoch;

  public Courier(PushSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  @Override
  public void accept(Push push) {
    int copies;
    long begun;
    PushFaults now;
    synchronized (gate) {
      now = faults;
      begun = epoch;
      boolean dropped = now.drop() > 0 && random.nextDouble() < now.drop();
      boolean twice = now.duplicate() > 0 && random.nextDouble() < now.duplicate();
      copies = dropped ? 0 : twice ? 2 : 1;
    }
    if (copies == 0) {
      record(push, 0, 0, "dropped", Instant.now());
    }
    for (int copy = 0; copy < copies; copy++) {
      try {
        threads.execute(() -> deliver(push, begun, now.delayMillis()));
      } catch (RejectedExecutionException _) {
        return; // closed meanwhile
      }
    }
  }

  /** What goes wrong from now on. */
  public void faults(PushFaults wanted) {
    synchronized (gate) {
      faults = wanted;
      gate.notifyAll();
    }
  }

  /** The latest attempts, oldest first. */
  public List<Attempt> attempts() {
    synchronized (attempts) {
      return List.copyOf(attempts);
    }
  }

  /** Gives up everything on its way. */
  public void clear() {
    synchronized (gate) {
      epoch++;
      faults = PushFaults.NONE;
      gate.notifyAll();
    }
    synchronized (attempts) {
      attempts.clear();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }

  private void deliver(Push push, long begun, long delayMillis) {
    try {
      sleep(Duration.ofMillis(delayMillis));
      Instant deadline = Instant.now().plus(settings.giveUpAfter());
      Duration pause = settings.firstRetry();
      for (int attempt = 1; mayGo(begun); attempt++) {
        boolean last = Instant.now().plus(pause).isAfter(deadline);
        if (tryOnce(push, attempt, last) || last) {
          return;
        }
        sleep(jittered(pause));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.longestRetry()) < 0 ? doubled : settings.longestRetry();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits while delivery is paused; false when everything was given up meanwhile. */
  private boolean mayGo(long begun) throws InterruptedException {
    synchronized (gate) {
      while (faults.paused() && epoch == begun) {
        gate.wait();
      }
      return epoch == begun;
    }
  }

  /** Whether it is over with this message. */
  private boolean tryOnce(Push push, int attempt, boolean last) throws InterruptedException {
    Instant start = Instant.now();
    int status = 0;
    lines.acquire();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(push.channel().address()))
              .timeout(settings.timeout())
              .POST(BodyPublishers.noBody());
      push.headers().forEach(request::header);
      status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      // timeouts and broken connections are temporary
    } finally {
      lines.release();
    }
    boolean delivered = SUCCESS.contains(status);
    boolean again = !last && (status == 0 || TEMPORARY.contains(status));
    record(push, attempt, status, delivered ? "delivered" : again ? "retrying" : "failed", start);
    return !again;
  }

  private Duration jittered(Duration pause) {
    synchronized (gate) {
      return pause.plusMillis(random.nextLong(pause.toMillis() / 4 + 1));
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      Thread.sleep(time);
    }
  }

  private void record(Push push, int attempt, int status, String outcome, Instant start) {
    Attempt made =
        new Attempt(
            start,
            push.channel().id(),
            push.number(),
            push.state(),
            push.channel().address(),
            attempt,
            status,
            outcome,
            Duration.between(start, Instant.now()).toMillis());
    synchronized (attempts) {
      attempts.addLast(made);
      if (attempts.size() > REMEMBERED) {
        attempts.removeFirst();
      }
    }
  }
}
