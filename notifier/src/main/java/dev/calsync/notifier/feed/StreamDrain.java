package dev.calsync.notifier.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Closes the streams before the server stops, not all at once: their readers come back to the other
 * nodes over a while. Few streams are closed at once, so that a stop on a desk takes no time.
 */
@Component
class StreamDrain implements SmartLifecycle {
  /** The phase of what streams need to the last: it starts before and stops after the draining. */
  static final int AFTERWARDS = DEFAULT_PHASE - 1;

  private static final Logger log = LoggerFactory.getLogger(StreamDrain.class);
  private static final Duration PER_STREAM = Duration.ofMillis(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Feeds feeds;
  private final StreamSettings settings;
  private volatile boolean running;

  StreamDrain(Feeds feeds, StreamSettings settings) {
    this.feeds = feeds;
    this.settings = settings;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    feeds.drain();
    List<Subscriber> open = new ArrayList<>();
    feeds.forEach((_, stream) -> open.add(stream));
    if (open.isEmpty()) {
      return;
    }
    Collections.shuffle(open);
    long pause = Math.min(PER_STREAM.toNanos(), settings.drainWindow().toNanos() / open.size());
    log.info("closing {} streams", open.size());
    long next = System.nanoTime();
    for (Subscriber stream : open) {
      stream.close();
      next += pause; // by the clock: what a close takes does not add up
      parkUntil(next);
    }
    long patience = System.nanoTime() + LAST_WORDS.toNanos();
    while (feeds.streams() > 0 && System.nanoTime() - patience < 0) {
      LockSupport.parkNanos(PER_STREAM.toNanos());
    }
    feeds.forEach((_, stream) -> stream.cut());
  }

  private static void parkUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
