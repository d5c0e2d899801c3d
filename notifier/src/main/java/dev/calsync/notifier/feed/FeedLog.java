package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The change log by person: the truth of what was announced, and in which order. */
@Component
class FeedLog {
  /**
   * Each entry is judged by what its reader may see now, not by what it could when it was written:
   * a calendar that was taken away takes its past with it, and one of which only busy times may be
   * seen its titles of then, see {@link RoleNow} and {@link BusyTimes}.
   */
  private static final String AFTER =
      """
      select feed_seq, calendar_id, seq, type, event_id, origin, command_id, occurred_at,
             traceparent, data,
      """
          + RoleNow.COLUMN
          + """
            from (select page.*, sum(octet_length(data)) over (order by feed_seq)
                                   - octet_length(data) as bytes_before
                    from (select * from sync.change_log
                           where user_id = :user and feed_seq > :after
                           order by feed_seq limit :limit) as page) as told
           where bytes_before < :bytes
           order by feed_seq
          """;

  /**
   * What a page holds before its last entry: every stream that catches up has a page in the heap
   * for as long as its reader takes.
   */
  private static final int MOST_BYTES = 1_000_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  FeedLog(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The number of the person's newest change; 0 before the first. */
  long head(UserId user) {
    return jdbc.sql("select feed_seq from sync.user_feed where user_id = :user")
        .param("user", user.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The same for many. */
  Map<UserId, Long> heads(Collection<UserId> users) {
    var heads = new HashMap<UserId, Long>();
    jdbc.sql("select user_id, feed_seq from sync.user_feed where user_id = any(:users)")
        .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
        .query(row -> {
          heads.put(new UserId(row.getObject(1, UUID.class)), row.getLong(2));
        });
    return heads;
  }

  /**
   * What follows a number, in order, as far as it is retained: one entry at least, and so many as
   * may be in the heap at once. A page ends before the next gap, so that the one after it begins
   * with another number than the next: only there readers look.
   */
  List<FeedEntry> after(UserId user, long feedSeq, int limit) {
    return withoutGap(
        jdbc.sql(AFTER)
            .param("user", user.value())
            .param("after", feedSeq)
            .param("limit", limit)
            .param("bytes", MOST_BYTES)
            .query((row, _) -> entry(row))
            .list());
  }

  /**
   * Numbers are given without a gap but not forgotten in their order: a calendar that never comes
   * back takes its log with it, and what Kafka was not told yet outlives what it was told.
   */
  private static List<FeedEntry> withoutGap(List<FeedEntry> entries) {
    int dense = 0;
    while (dense < entries.size()
        && entries.get(dense).feedSeq() == entries.getFirst().feedSeq() + dense) {
      dense++;
    }
    return entries.subList(0, dense);
  }

  private FeedEntry entry(ResultSet row) throws SQLException {
    String role = row.getString("role_now");
    String data = row.getString("data");
    return new FeedEntry(
        row.getLong("feed_seq"),
        new CalendarId(row.getObject("calendar_id", UUID.class)),
        row.getLong("seq"),
        row.getString("type"),
        row.getString("event_id"),
        row.getString("origin"),
        row.getString("command_id"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getString("traceparent"),
        role != null && BusyTimes.areAllFor(role) ? BusyTimes.of(data, json) : data,
        role == null);
  }
}
