package dev.calsync.notifier.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What is looked after now and then: lost records, ended sessions, stuck writes. */
@Component
class Rounds implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);
  private static final Duration STUCK_CHECK = Duration.ofMillis(500);

  /** Whoever cannot be told of changes for so long is not to believe that there are none. */
  private static final Duration LONGEST_BLINDNESS = Duration.ofSeconds(20);

  private final Feeds feeds;
  private final OpenSessions sessions;
  private final StreamSettings settings;
  private final Counter stuck;
  private final Timer stuckFor;
  private final Counter ended;
  private final Counter blind;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;
  private long askedAt = System.nanoTime(); // only the thread that asks for sessions knows it

  Rounds(Feeds feeds, OpenSessions sessions, StreamSettings settings, MeterRegistry registry) {
    this.feeds = feeds;
    this.sessions = sessions;
    this.settings = settings;
    this.stuck = registry.counter("calsync.sse.cutoffs", "reason", "stuck");
    this.stuckFor =
        Timer.builder("calsync.sse.stuck")
            .description("How long a reader that was cut off had taken nothing")
            .register(registry);
    this.ended = registry.counter("calsync.sse.cutoffs", "reason", "session");
    this.blind = registry.counter("calsync.sse.cutoffs", "reason", "database");
  }

  @Override
  public void start() {
    running = true;
    every(settings.logCheck(), feeds::compareWithLog);
    every(settings.sessionCheck(), () -> closeWhereSessionEnded(System.nanoTime()));
    every(STUCK_CHECK, this::cutStuck);
  }

  @Override
  public void stop() {
    running = false; // not interrupted: that would break a connection in the middle of a query
    threads.forEach(LockSupport::unpark);
    threads.clear();
  }

  /** Goes on until the last stream is drained. */
  @Override
  public int getPhase() {
    return StreamDrain.AFTERWARDS;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * A database that is away for a moment costs nobody their stream. If it stays away all are cut:
   * their readers are refused until it is back, and know that they are behind.
   */
  void closeWhereSessionEnded(long now) {
    var open = new OpenSessions.Streams();
    feeds.forEach((user, stream) -> open.add(user, stream));
    List<Subscriber> over;
    try {
      over = sessions.ended(open);
    } catch (DataAccessException e) {
      if (now - askedAt > LONGEST_BLINDNESS.toNanos()) {
        feeds.forEach((_, stream) -> cut(stream, blind));
      }
      throw e;
    }
    askedAt = now;
    over.forEach(stream -> cut(stream, ended));
  }

  private static void cut(Subscriber stream, Counter why) {
    why.increment();
    stream.cut();
  }

  private void cutStuck() {
    long now = System.nanoTime();
    long deadline = settings.writeDeadline().toNanos();
    feeds.forEach((_, stream) -> {
      long blocked = stream.connection().cutIfStuck(now, deadline);
      if (blocked > 0) {
        stuck.increment();
        stuckFor.record(blocked, TimeUnit.NANOSECONDS);
        stream.close();
      }
    });
  }

  private void every(Duration interval, Runnable round) {
    threads.add(
        Thread.ofVirtual()
            .name("stream-rounds")
            .start(() -> {
              while (running) {
                LockSupport.parkNanos(interval.toNanos());
                runSafely(round);
              }
            }));
  }

  private void runSafely(Runnable round) {
    if (!running) {
      return;
    }
    try {
      round.run();
    } catch (RuntimeException e) {
      log.warn("a round failed; the next comes soon: {}", e.toString());
    } catch (Error e) {
      log.error("a round failed; the next comes soon", e);
    }
  }
}
