package dev.calsync.simulator.push;

import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.fault.PushChance;
import dev.calsync.simulator.fault.PushFaults;
import dev.calsync.simulator.time.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Delivers each message by a virtual thread of its own: again after 500, 502, 503, 504, timeouts
 * and broken connections, never after anything else (google-calendar.md §3.3). So retries overtake
 * one another. Every wait is for a moment of the simulator's clock, so moving it makes delayed
 * messages due.
 */
public final class Courier implements Consumer<Push>, AutoCloseable {
  private static final int AT_ONCE = 256;

  /** Longer than this nobody sleeps without looking at the clock again. */
  private static final long LONGEST_SLEEP = 60_000;

  private final PushSettings settings;
  private final PushChance chance;
  private final RandomGenerator jitter;
  private final MovableClock clock;
  private final HttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore lines = new Semaphore(AT_ONCE);
  private final Object gate = new Object();
  private final Attempts attempts = new Attempts();
  private PushFaults faults = PushFaults.NONE;
  private long epoch;

  /** Jitter is drawn apart, in no certain order; the faults keep theirs. */
  public Courier(
      PushSettings settings, PushChance chance, RandomGenerator jitter, MovableClock clock) {
    this.settings = settings;
    this.chance = chance;
    this.jitter = jitter;
    this.clock = clock;
    clock.onAdvance(this::lookAgain);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  @Override
  public void accept(Push push) {
    List<Duration> copies;
    long begun;
    synchronized (gate) {
      begun = epoch;
      copies = chance.copies(faults);
    }
    if (copies.isEmpty()) {
      record(push, 0, 0, "dropped", System.nanoTime());
    }
    Instant now = clock.instant();
    for (Duration wait : copies) {
      try {
        threads.execute(() -> deliver(push, begun, now.plus(wait)));
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

  public PushFaults faults() {
    synchronized (gate) {
      return faults;
    }
  }

  /** The latest attempts, oldest first. */
  public List<Attempt> attempts() {
    return attempts.all();
  }

  /** Waits, but not for ever, until the sync message of this channel was tried. */
  public void awaitSync(String channelId) throws InterruptedException {
    attempts.await(channelId, "sync", settings.timeout());
  }

  /** Gives up everything on its way. */
  public void clear() {
    synchronized (gate) {
      epoch++;
      faults = PushFaults.NONE;
      gate.notifyAll();
    }
    attempts.clear();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }

  private void lookAgain() {
    synchronized (gate) {
      gate.notifyAll();
    }
  }

  private void deliver(Push push, long begun, Instant due) {
    try {
      Instant deadline = due.plus(settings.giveUpAfter());
      Instant next = due;
      for (int attempt = 1; mayGo(begun, next); attempt++) {
        Duration pause = settings.pauseAfter(attempt);
        boolean last = clock.instant().plus(pause).isAfter(deadline);
        if (tryOnce(push, attempt, last)) {
          return;
        }
        next = clock.instant().plus(jittered(pause));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its time, and while delivery is paused; false when everything was given up. */
  private boolean mayGo(long begun, Instant due) throws InterruptedException {
    synchronized (gate) {
      while (epoch == begun) {
        long millis = Duration.between(clock.instant(), due).toMillis();
        if (millis <= 0 && !faults.paused()) {
          return true;
        }
        gate.wait(millis <= 0 ? LONGEST_SLEEP : Math.min(millis, LONGEST_SLEEP));
      }
      return false;
    }
  }

  /** Whether it is over with this message. */
  private boolean tryOnce(Push push, int attempt, boolean last) throws InterruptedException {
    long start = System.nanoTime();
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
    Verdict verdict = Verdict.of(status, last);
    record(push, attempt, status, verdict.word(), start);
    return verdict != Verdict.RETRYING;
  }

  private Duration jittered(Duration pause) {
    return pause.plusMillis(jitter.nextLong(pause.toMillis() / 4 + 1));
  }

  private void record(Push push, int attempt, int status, String outcome, long start) {
    attempts.add(
        new Attempt(
            clock.instant(),
            push.channel().id(),
            push.number(),
            push.state(),
            push.channel().address(),
            attempt,
            status,
            outcome,
            (System.nanoTime() - start) / 1_000_000));
  }
}
