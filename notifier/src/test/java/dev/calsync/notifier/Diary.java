package dev.calsync.notifier;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.notifier.World.Change;
import dev.calsync.notifier.World.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A calendar whose events come, change and go at random, as sync-worker writes it: mirror and log
 * in one transaction, Kafka told afterwards. Its methods may be called from anywhere.
 */
final class Diary {
  private static final int EVENTS = 40;

  private static final String MIRROR =
      """
      insert into sync.event (calendar_id, event_id, etag, resource, recurring, starts_at, ends_at,
                              full_sync_gen)
      select :calendar, e.id, 'x', json_build_object(
                 'id', e.id, 'summary', e.summary,
                 'start', json_build_object('dateTime', '2026-03-03T10:00:00Z'),
                 'end', json_build_object('dateTime', '2026-03-03T11:00:00Z')),
             false, '2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z', 0
        from unnest(:ids, :summaries) as e (id, summary)
      on conflict (calendar_id, event_id) do update set resource = excluded.resource
      """;

  private static final String LOG =
      """
      insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id, origin,
                                   occurred_at, data)
      select :calendar, l.seq, :user, l.seq, l.type, l.event_id, 'push', :now::timestamptz, l.data
        from unnest(:seqs, :types, :ids, :data) as l (seq, type, event_id, data)
      """;

  private final World world;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Random random;
  private final Person person;
  private final CalendarId calendar;
  private final boolean lossy;
  private final Map<String, String> events = new TreeMap<>(); // as the mirror holds them
  private volatile long head;

  /**
   * @param lossy of ten records for Kafka one is lost and one is sent twice
   */
  Diary(Node node, World world, long seed, boolean lossy) {
    this.lossy = lossy;
    this.world = world;
    this.jdbc = node.bean(JdbcClient.class);
    this.transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
    this.random = new Random(seed);
    this.person = world.person();
    this.calendar = world.calendar(person, "owner");
    jdbc.sql("insert into sync.user_feed (user_id, feed_seq) values (?, 0)")
        .param(person.user().value())
        .update();
  }

  Person person() {
    return person;
  }

  /** The number of its newest change. */
  long head() {
    return head;
  }

  /** So many times an event comes, changes or goes, in one transaction. */
  synchronized void changes(int count, String padding) {
    var changes = new ArrayList<Change>();
    Instant now = Instant.now();
    for (long number = head + 1; number <= head + count; number++) {
      changes.add(change(number, padding, now));
    }
    transaction.executeWithoutResult(_ -> write(changes, now));
    head += count;
    for (Change change : changes) {
      int luck = lossy ? random.nextInt(10) : 9;
      for (int times = luck == 0 ? 0 : luck == 1 ? 2 : 1; times > 0; times--) {
        var _ = world.sends(change);
      }
    }
  }

  private Change change(long number, String padding, Instant now) {
    String id = "e" + random.nextInt(EVENTS);
    String summary = "%x%s".formatted(random.nextInt(), padding);
    boolean gone = events.containsKey(id) && random.nextInt(4) == 0;
    String before = gone ? events.remove(id) : events.put(id, summary);
    ChangeType type =
        gone
            ? ChangeType.EVENT_DELETED
            : before == null ? ChangeType.EVENT_CREATED : ChangeType.EVENT_UPDATED;
    String data =
        JsonMapper.shared()
            .writeValueAsString(Map.of("event", Map.of("id", id, "summary", summary)));
    return new Change(person.user(), calendar, number, number, type, id, null, now, data);
  }

  private void write(List<Change> changes, Instant now) {
    jdbc.sql("update sync.user_feed set feed_seq = feed_seq + ? where user_id = ?")
        .params(changes.size(), person.user().value())
        .update();
    jdbc.sql("delete from sync.event where calendar_id = ? and event_id <> all(?)")
        .params(calendar.value(), events.keySet().toArray(String[]::new))
        .update();
    jdbc.sql(MIRROR)
        .param("calendar", calendar.value())
        .param("ids", events.keySet().toArray(String[]::new))
        .param("summaries", events.values().toArray(String[]::new))
        .update();
    jdbc.sql(LOG)
        .param("calendar", calendar.value())
        .param("user", person.user().value())
        .param("now", now.toString())
        .param("seqs", changes.stream().map(Change::seq).toArray(Long[]::new))
        .param("types", texts(changes, change -> change.type().ceType()))
        .param("ids", texts(changes, Change::eventId))
        .param("data", texts(changes, Change::data))
        .update();
  }

  private static String[] texts(List<Change> changes, Function<Change, String> text) {
    return changes.stream().map(text).toArray(String[]::new);
  }

  /** The log no longer holds any of it. */
  synchronized void forgets() {
    jdbc.sql("delete from sync.change_log where user_id = ?").param(person.user().value()).update();
  }

  /** What the database holds: summaries by event. */
  Map<String, String> held() {
    var held = new TreeMap<String, String>();
    jdbc.sql("select event_id, resource->>'summary' from sync.event where calendar_id = ?")
        .param(calendar.value())
        .query(row -> {
          held.put(row.getString(1), row.getString(2));
        });
    return held;
  }
}
