package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import dev.calsync.notifier.web.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The people who have streams on this node, and how many they may have. */
@Component
public class Feeds {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ConcurrentHashMap<UserId, UserFeed> feeds = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();
  private final Executor background = task -> Thread.ofVirtual().name("feed-fill").start(task);
  private final FeedLog log;
  private final Frames frames;
  private final StreamSettings settings;
  private final Clock clock;
  private final Timer latency;
  private volatile boolean draining;

  Feeds(FeedLog log, Frames frames, StreamSettings settings, Clock clock, MeterRegistry registry) {
    this.log = log;
    this.frames = frames;
    this.settings = settings;
    this.clock = clock;
    registry.gauge("calsync.sse.streams", streams);
    registry.gaugeMapSize("calsync.sse.users", List.of(), feeds);
    this.latency =
        Timer.builder("calsync.feed.latency")
            .description("From a change's time in the log to its place in a stream")
            .publishPercentileHistogram()
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(registry);
  }

  /** The people who have streams here. */
  public Set<UserId> users() {
    return Set.copyOf(feeds.keySet());
  }

  /** Tells a person's streams that something without a number changed. */
  public void hint(UserId user, Hint hint) {
    subscribers(user).forEach(subscriber -> subscriber.hint(hint));
  }

  /** What a person may see, from now until the next look. */
  public void shows(UserId user, Set<CalendarId> calendars) {
    UserFeed feed = feeds.get(user);
    if (feed != null) {
      feed.shows(calendars);
    }
  }

  /** Kafka tells of a change; it is read only where someone waits for it. */
  void receive(UserId user, long feedSeq, CalendarId calendar, Supplier<FeedEntry> entry) {
    UserFeed feed = feeds.get(user);
    if (feed != null) {
      feed.receive(feedSeq, calendar, () -> frames.frame(entry.get()));
    }
  }

  /** Compares what was handed out with the log: a record that Kafka lost only costs time. */
  void compareWithLog() {
    List<Look> looks = new ArrayList<>();
    feeds.forEach((user, feed) -> looks.add(new Look(user, feed, feed.position())));
    if (looks.isEmpty()) {
      return;
    }
    Map<UserId, Long> heads = log.heads(looks.stream().map(Look::user).toList());
    for (Look look : looks) {
      look.feed().compare(look.position(), heads.getOrDefault(look.user(), 0L));
    }
  }

  /** Where a feed stood before the log was looked at. */
  private record Look(UserId user, UserFeed feed, long position) {}

  /**
   * Takes a new stream in, or refuses it.
   *
   * @return to be run by the stream's own thread, and then given to {@link #leave}
   */
  Subscriber join(UserId user, Connection connection, Subscriber.Terms terms) {
    if (draining) {
      throw Refused.until(HttpStatus.SERVICE_UNAVAILABLE, "this node is stopping", SOON);
    }
    if (streams.incrementAndGet() > settings.perNode()) {
      streams.decrementAndGet();
      throw Refused.until(HttpStatus.TOO_MANY_REQUESTS, "this node has too many streams", SOON);
    }
    try {
      return admit(user, connection, terms);
    } catch (RuntimeException e) {
      streams.decrementAndGet();
      throw e;
    }
  }

  private Subscriber admit(UserId user, Connection connection, Subscriber.Terms terms) {
    FeedSource source =
        new FeedSource(() -> log.head(user), after -> log.after(user, after, FeedSource.PAGE));
    var admitted = new Subscriber[1];
    feeds.compute(
        user,
        (_, present) -> {
          UserFeed feed =
              present == null ? new UserFeed(source, frames::frame, background) : present;
          limit(feed.subscribers(), terms.sessionId());
          admitted[0] =
              new Subscriber(feed, source, frames::frame, this::written, connection, terms);
          feed.add(admitted[0]);
          return feed;
        });
    return admitted[0];
  }

  private void limit(List<Subscriber> present, String sessionId) {
    long ofSession = present.stream().filter(other -> other.sessionId().equals(sessionId)).count();
    if (ofSession >= settings.perSession() || present.size() >= settings.perUser()) {
      present.forEach(Subscriber::probe); // some of them may be gone without a word
      throw Refused.until(
          HttpStatus.TOO_MANY_REQUESTS,
          "too many streams (limits: %d of one session, %d of one person)"
              .formatted(settings.perSession(), settings.perUser()),
          SOON);
    }
  }

  /** A stream is over. */
  void leave(UserId user, Subscriber subscriber) {
    streams.decrementAndGet();
    feeds.computeIfPresent(
        user,
        (_, feed) -> {
          feed.remove(subscriber);
          return feed.isDeserted() ? null : feed;
        });
  }

  /** No stream is taken in any more. */
  void drain() {
    draining = true;
  }

  int streams() {
    return streams.get();
  }

  void forEach(BiConsumer<UserId, Subscriber> action) {
    feeds.forEach((user, feed) -> feed.subscribers().forEach(s -> action.accept(user, s)));
  }

  private List<Subscriber> subscribers(UserId user) {
    UserFeed feed = feeds.get(user);
    return feed == null ? List.of() : feed.subscribers();
  }

  private void written(Frame frame) {
    if (frame.time() != null) {
      latency.record(Duration.between(frame.time(), clock.instant()));
    }
  }
}
