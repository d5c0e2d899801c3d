package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The numbered changes, {@code sync.change_log}: the truth of what is announced. */
@Repository
class ChangeLog {
  private static final int BATCH = 500;

  private final JdbcClient jdbc;

  ChangeLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes changes under the numbers after {@code lastSeq}, in the transaction that holds the
   * calendar's fence. The lock on the person's feed, taken here and kept until the commit, makes
   * the order of feed numbers the order of commits: who has read n will never see a smaller number
   * appear.
   *
   * @return them as they stand there
   */
  List<Change> append(
      Lease lease, long lastSeq, Origin origin, List<ChangeDraft> drafts, EventTexts texts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    String[] data = drafts.stream().map(draft -> texts.of(draft.data())).toArray(String[]::new);
    Numbers numbers = insert(lease, lastSeq, origin, drafts, data);
    List<Change> changes = new ArrayList<>(data.length);
    for (int i = 0; i < data.length; i++) {
      ChangeDraft draft = drafts.get(i);
      changes.add(
          new Change(
              lease.calendar(),
              lastSeq + 1 + i,
              lease.subject().user().value(),
              numbers.lastFeedSeq() + 1 + i,
              draft.type().ceType(),
              draft.event() == null ? null : draft.event().value(),
              origin.published(),
              draft.command() == null ? null : draft.command().value(),
              numbers.at(),
              lease.occasion().traceparent(),
              data[i]));
    }
    return changes;
  }

  private Numbers insert(
      Lease lease, long lastSeq, Origin origin, List<ChangeDraft> drafts, String[] data) {
    return jdbc.sql(
            """
            with numbers as (
              insert into sync.user_feed as feed (user_id, feed_seq) values (:user, :count)
              on conflict (user_id) do update set feed_seq = feed.feed_seq + :count
              returning feed_seq - :count as last_feed_seq, clock_timestamp() as at),
            logged as (
              insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id,
                                           origin, command_id, occurred_at, traceparent, data)
              select :calendar, :lastSeq + c.n, :user, numbers.last_feed_seq + c.n, c.type, c.event,
                     :origin, c.command::uuid, numbers.at, :traceparent, c.data
                from numbers, unnest(:types::text[], :events::text[], :commands::text[],
                                     :data::text[])
                              with ordinality as c(type, event, command, data, n))
            select last_feed_seq, at from numbers
            """)
        .param("calendar", lease.calendar().value())
        .param("lastSeq", lastSeq)
        .param("user", lease.subject().user().value())
        .param("count", drafts.size())
        .param("origin", origin.published())
        .param("traceparent", lease.occasion().traceparent(), Types.VARCHAR)
        .param("types", column(drafts, draft -> draft.type().ceType()))
        .param(
            "events", column(drafts, draft -> draft.event() == null ? null : draft.event().value()))
        .param("commands", column(drafts, ChangeLog::command))
        .param("data", data)
        .query((row, _) ->
            new Numbers(
                row.getLong("last_feed_seq"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .single();
  }

  private static @Nullable String command(ChangeDraft draft) {
    return draft.command() == null ? null : draft.command().value().toString();
  }

  private static String[] column(
      List<ChangeDraft> drafts, Function<ChangeDraft, @Nullable String> value) {
    return drafts.stream().map(value).toArray(String[]::new);
  }

  /**
   * Notes events of which the state topic is to be told, though no change tells of them.
   *
   * @return whether there are any
   */
  boolean owe(CalendarId calendar, Collection<EventId> events) {
    if (!events.isEmpty()) {
      jdbc.sql(
              """
              insert into sync.state_owed (calendar_id, event_id)
              select :calendar, unnest(:ids::text[]) on conflict do nothing
              """)
          .param("calendar", calendar.value())
          .param("ids", events.stream().map(EventId::value).toArray(String[]::new))
          .update();
    }
    return !events.isEmpty();
  }

  /** What was told is owed no more, unless the calendar was taken over. */
  void settle(Lease lease, Collection<String> events) {
    jdbc.sql(
            """
            delete from sync.state_owed where calendar_id = :calendar and event_id = any(:ids)
               and exists (select from sync.calendar_sync
                            where calendar_id = :calendar and lease_epoch = :epoch)
            """)
        .param("calendar", lease.calendar().value())
        .param("ids", events.toArray(String[]::new))
        .param("epoch", lease.epoch())
        .update();
  }

  /**
   * What Kafka has not been told: changes after {@code seq} in order, as many as may be in the heap
   * at once. Only when there are none, and nothing is owed, has it been told everything.
   */
  Tail after(CalendarId calendar, long seq) {
    List<Change> changes = new ArrayList<>();
    List<String> owed = new ArrayList<>();
    jdbc.sql(
            """
            (select seq, user_id, feed_seq, type, event_id, origin, command_id, occurred_at,
                    traceparent, data
               from (select l.*, sum(octet_length(data)) over (order by seq)
                                   - octet_length(data) as bytes_before
                       from (select * from sync.change_log
                              where calendar_id = :calendar and seq > :seq
                              order by seq limit :changes) as l) as tail
              where bytes_before < :bytes)
            union all
            (select null, null, null, null, event_id, null, null, null, null, null
               from sync.state_owed where calendar_id = :calendar order by event_id limit :owed)
            """)
        .param("calendar", calendar.value())
        .param("seq", seq)
        .param("changes", BATCH)
        .param("bytes", Pieces.MOST_BYTES)
        .param("owed", Pieces.FEW)
        .query((row, _) ->
            row.getString("type") == null
                ? owed.add(row.getString("event_id"))
                : changes.add(change(calendar, row)))
        .list();
    changes.sort(Comparator.comparingLong(Change::seq)); // SQL promises no order of a union.
    owed.sort(Comparator.naturalOrder());
    return new Tail(changes, owed);
  }

  private static Change change(CalendarId calendar, ResultSet row) throws SQLException {
    return new Change(
        calendar,
        row.getLong("seq"),
        row.getObject("user_id", UUID.class),
        row.getLong("feed_seq"),
        row.getString("type"),
        row.getString("event_id"),
        row.getString("origin"),
        row.getObject("command_id", UUID.class),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getString("traceparent"),
        row.getString("data"));
  }

  /** What the changes of one commit have in common. */
  private record Numbers(long lastFeedSeq, Instant at) {}

  /**
   * What Kafka has not been told yet.
   *
   * @param owed events of which only the state topic is to be told
   */
  record Tail(List<Change> changes, List<String> owed) {
    boolean isEmpty() {
      return changes.isEmpty() && owed.isEmpty();
    }
  }
}
