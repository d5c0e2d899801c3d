package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A notifier's feeds, and streams of them that are driven step by step. */
public final class FeedDoor {
  /** What the notifier's own look at the calendars finds, in short. */
  private static final String VISIBLE =
      """
      select c.calendar_id from channel.calendar c
        join channel.account a on a.account_id = c.account_id
        left join sync.calendar_sync s on s.calendar_id = c.calendar_id
       where c.user_id = :user and c.listed and c.selected and a.state <> 'DISCONNECTED'
         and s.parked is distinct from 'ACCESS_LOST'
       order by c.calendar_id
      """;

  private final JdbcClient jdbc;
  private final FeedLog log;
  private final Frames frames;
  private final Executor background;
  private final int replay;
  private final Map<UserId, UserFeed> feeds = new LinkedHashMap<>();

  FeedDoor(
      JdbcClient jdbc, FeedLog log, Frames frames, Executor background, StreamSettings settings) {
    this.jdbc = jdbc;
    this.log = log;
    this.frames = frames;
    this.background = background;
    this.replay = settings.replay();
  }

  /** Kafka tells of a change. */
  public void receive(ConsumerRecord<String, byte[]> record) {
    var change = new ChangeRecord(record);
    UserFeed feed = feeds.get(change.userId());
    if (feed != null) {
      feed.receive(change.feedSeq(), change.calendarId(), () -> frames.frame(change.entry()));
    }
  }

  /** Looks whether Kafka has told all, and what everybody may see. */
  public void look() {
    // Not Map.copyOf, whose order differs from one JVM to the next.
    for (var feed : new LinkedHashMap<>(feeds).entrySet()) {
      long before = feed.getValue().position();
      feed.getValue().compare(before, log.head(feed.getKey()));
      feed.getValue().shows(visible(feed.getKey()));
    }
  }

  private Set<CalendarId> visible(UserId user) {
    return Set.copyOf(
        jdbc.sql(VISIBLE)
            .param("user", user.value())
            .query((row, _) -> new CalendarId(row.getObject(1, UUID.class)))
            .list());
  }

  /** A stream of this person's, from after that number on. */
  public Stream open(
      UserId user, @Nullable Long lastSeen, OutputStream to, Runnable cut, LongSupplier nanos) {
    var source = new FeedSource(() -> log.head(user), after -> log.after(user, after, 20));
    UserFeed feed =
        feeds.computeIfAbsent(user, _ -> new UserFeed(source, frames::frame, background));
    var connection = new Connection(cut, nanos);
    connection.open(to);
    var terms = new Subscriber.Terms("session", lastSeen, replay, 2_000, 1, 1);
    var subscriber = new Subscriber(feed, source, frames::frame, _ -> {}, connection, terms);
    feed.add(subscriber);
    return new Stream(feed, subscriber);
  }

  /** One reader's stream. */
  public static final class Stream {
    private final UserFeed feed;
    private final Subscriber subscriber;

    Stream(UserFeed feed, Subscriber subscriber) {
      this.feed = feed;
      this.subscriber = subscriber;
    }

    /** Sends what the reader lacks. */
    public void begin() throws IOException {
      subscriber.begin();
      subscriber.connection().flush();
    }

    /** Sends what has come since. */
    public void writeMore() throws IOException {
      subscriber.writeWhatIsThere();
      subscriber.connection().flush();
    }

    /** Whether a write had taken longer than this, and was ended. */
    public boolean cutIfStuck(long nowNanos, long deadlineNanos) {
      return subscriber.connection().cutIfStuck(nowNanos, deadlineNanos) > 0;
    }

    public void close() {
      feed.remove(subscriber);
    }
  }
}
