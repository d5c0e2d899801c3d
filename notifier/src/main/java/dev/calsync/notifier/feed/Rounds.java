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
import org.springframework.stereotype.Component;

/** What is looked after now and then: lost records, ended sessions, stuck writes. */
@Component
class Rounds implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);
  private static final Duration STUCK_CHECK = Duration.ofMillis(500);

  private final Feeds feeds;
  private final OpenSessions sessions;
  private final StreamSettings settings;
  private final Counter stuck;
  private final Timer stuckFor;
  private final Counter ended;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

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
  }

  @Override
  public void start() {
    running = true;
    every(settings.logCheck(), feeds::compareWithLog);
    every(settings.sessionCheck(), this::closeWhereSessionEnded);
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

  /** While the database cannot be asked streams stay: without it there is nothing to tell. */
  private void closeWhereSessionEnded() {
    var open = new OpenSessions.Streams();
    feeds.forEach((user, stream) -> open.add(user, stream));
    for (Subscriber stream : sessions.ended(open)) {
      ended.increment();
      stream.cut();
    }
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
