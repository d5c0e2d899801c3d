package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.Origin;
import dev.calsync.sync.lease.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The numbered changes, {@code sync.change_log}: the truth of what is announced. */
@Repository
class ChangeLog {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json;

  ChangeLog(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
  }

  /**
   * Numbers and writes changes, in the transaction that holds the calendar's fence. The lock on the
   * person's feed, taken here and kept until the commit, makes the order of feed numbers the order
   * of commits: who has read n will never see a smaller number appear.
   *
   * @return the last sequence number in use
   */
  long append(Lease lease, long lastSeq, Origin origin, List<ChangeDraft> changes) {
    if (changes.isEmpty()) {
      return lastSeq;
    }
    long lastFeedSeq = takeFeedNumbers(lease, changes.size()) - changes.size();
    MapSqlParameterSource[] rows = new MapSqlParameterSource[changes.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(lease, origin, changes.get(i), lastSeq + 1 + i, lastFeedSeq + 1 + i);
    }
    batches.batchUpdate(
        """
        insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id, origin,
                                     command_id, occurred_at, traceparent, data)
        values (:calendar, :seq, :user, :feedSeq, :type, :event, :origin,
                :command, clock_timestamp(), :traceparent, :data)
        """,
        rows);
    return lastSeq + rows.length;
  }

  /** Notes events of which the state topic is to be told, though no change tells of them. */
  void owe(CalendarId calendar, Collection<EventId> events) {
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

  /** What Kafka has not been told: changes after {@code seq}, at most {@code limit}, in order. */
  Tail after(CalendarId calendar, long seq, int limit) {
    List<Change> changes = new ArrayList<>();
    List<String> owed = new ArrayList<>();
    jdbc.sql(
            """
            (select seq, user_id, feed_seq, type, event_id, origin, command_id, occurred_at,
                    traceparent, data
               from sync.change_log
              where calendar_id = :calendar and seq > :seq order by seq limit :limit)
            union all
            (select null, null, null, null, event_id, null, null, null, null, null
               from sync.state_owed where calendar_id = :calendar order by event_id limit :limit)
            """)
        .param("calendar", calendar.value())
        .param("seq", seq)
        .param("limit", limit)
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

  private long takeFeedNumbers(Lease lease, int count) {
    return jdbc.sql(
            """
            insert into sync.user_feed as feed (user_id, feed_seq) values (:user, :count)
            on conflict (user_id) do update set feed_seq = feed.feed_seq + :count
            returning feed_seq
            """)
        .param("user", lease.subject().user().value())
        .param("count", count)
        .query(Long.class)
        .single();
  }

  private MapSqlParameterSource row(
      Lease lease, Origin origin, ChangeDraft change, long seq, long feedSeq) {
    return new MapSqlParameterSource()
        .addValue("calendar", lease.calendar().value())
        .addValue("seq", seq)
        .addValue("user", lease.subject().user().value())
        .addValue("feedSeq", feedSeq)
        .addValue("type", change.type().ceType())
        .addValue("event", change.event() == null ? null : change.event().value())
        .addValue("origin", origin.published())
        .addValue(
            "command", change.command() == null ? null : change.command().value(), Types.OTHER)
        .addValue("traceparent", lease.occasion().traceparent())
        .addValue("data", json.writeValueAsString(change.data()));
  }

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
