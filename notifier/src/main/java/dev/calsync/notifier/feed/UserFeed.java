package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed of one person who has streams on this node: hands each number on once, in order.
 *
 * <p>One lock, this object's, guards the position and who is live. A stream becomes live only under
 * it, and only once it has everything up to the position; every later number is handed on under the
 * same lock to all who are live. So between what a stream reads from the log by itself and what it
 * is handed there is neither a gap nor a duplicate. Nothing is read or written to a network while
 * the lock is held.
 *
 * <p>A change goes straight out only while its calendar was among those the reader may see when
 * that was last looked at; all others are read from the log, which judges each anew. So what
 * somebody may no longer see ends with the next look, and what is new to them is not withheld.
 */
final class UserFeed {
  private static final Logger log = LoggerFactory.getLogger(UserFeed.class);
  private static final long UNKNOWN = -1;

  private final FeedSource source;
  private final Function<FeedEntry, Frame> frames;
  private final Executor background;
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private Set<CalendarId> visible = Set.of();
  private long position = UNKNOWN; // what all live streams have been handed
  private long announced; // the greatest number heard of
  private boolean filling;

  UserFeed(FeedSource source, Function<FeedEntry, Frame> frames, Executor background) {
    this.source = source;
    this.frames = frames;
    this.background = background;
  }

  /** From now on the position, which is answered, is known, and what comes is handed on. */
  long open() {
    synchronized (this) {
      if (position != UNKNOWN) {
        return position;
      }
    }
    long head = source.head().getAsLong();
    synchronized (this) {
      if (position == UNKNOWN) {
        position = head;
      }
      fillIfBehind(); // what was announced between the reading and now
      return position;
    }
  }

  /** Kafka tells of a change: the next number goes straight out, a jump is read from the log. */
  synchronized void receive(long feedSeq, CalendarId calendar, Supplier<Frame> frame) {
    if (position != UNKNOWN && feedSeq == position + 1 && visible.contains(calendar)) {
      deliver(feedSeq, frame.get());
    }
    announced = Math.max(announced, feedSeq);
    fillIfBehind();
  }

  /** What the person may see, from now until the next look. */
  synchronized void shows(Set<CalendarId> calendars) {
    visible = calendars;
  }

  /** Where this feed stands, to be compared with the log. */
  synchronized long position() {
    return position;
  }

  /**
   * The log was found to end here: what Kafka failed to tell is read. A log that ends before what
   * was handed out is another log (restored from a backup), and everyone starts afresh.
   *
   * @param before the position before the log was looked at
   */
  synchronized void compare(long before, long head) {
    if (before != UNKNOWN && head < before) {
      position = head;
      announced = head;
      subscribers.forEach(subscriber -> subscriber.restart());
      return;
    }
    announced = Math.max(announced, head);
    fillIfBehind();
  }

  synchronized void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  synchronized void remove(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  synchronized List<Subscriber> subscribers() {
    return new ArrayList<>(subscribers);
  }

  synchronized boolean isDeserted() {
    return subscribers.isEmpty();
  }

  /**
   * Lets a stream go live if it has been sent everything up to the position.
   *
   * @return how many numbers it lacks; 0: it is live
   */
  synchronized long goLive(Subscriber subscriber, long sent) {
    long lacking = Math.max(0, position - sent);
    if (lacking == 0) {
      subscriber.live(sent);
    }
    return lacking;
  }

  /** Whether a stream is being handed what comes; else it reads the log. */
  synchronized boolean isLive(Subscriber subscriber) {
    return subscriber.isLive();
  }

  private void fillIfBehind() {
    if (position != UNKNOWN && announced > position && !filling) {
      filling = true;
      background.execute(this::fill);
    }
  }

  private void fill() {
    try {
      while (true) {
        List<FeedEntry> page = source.after().apply(position());
        List<Frame> next = page.stream().map(frames).toList();
        if (!advance(next)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      log.warn("a feed could not be read from the log; the next look tries again", e);
      stopFilling();
    }
  }

  private synchronized void stopFilling() {
    filling = false;
  }

  private synchronized boolean advance(List<Frame> page) {
    for (Frame frame : page) {
      if (frame.feedSeq() == position + 1) {
        deliver(frame.feedSeq(), frame);
      } else if (frame.feedSeq() > position) {
        // The log no longer holds what comes next: no one can be told it any more.
        position = frame.feedSeq();
        subscribers.forEach(Subscriber::restart);
      }
    }
    filling = !page.isEmpty() && announced > position;
    return filling;
  }

  private void deliver(long feedSeq, Frame frame) {
    position = feedSeq;
    subscribers.forEach(subscriber -> subscriber.offer(frame));
  }
}
