package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calendars that people keep in sync, and how they fare. */
@Component
class Calendars {
  private static final Set<String> WRITING_ROLES = Set.of("owner", "writer");
  private static final String WRITING_SCOPE = "https://www.googleapis.com/auth/calendar.events";

  /** Events counted of one that is being read; of more it is said that there are so many. */
  private static final int MOST_COUNTED = 100_000;

  private static final String OF_USERS =
      """
      select c.calendar_id, c.user_id, c.account_id, c.google_calendar_id, c.summary, c.time_zone,
             c.access_role, c.color, c.is_primary, a.scopes,
             a.state_since as account_turned, s.state_since as sync_turned,
             s.watch_turned_at as watch_turned,
             (select max(confirmed_at) from channel.watch_channel
               where calendar_id = c.calendar_id and created_at <= s.watch_turned_at) as confirmed,
             case when c.watched_until <= now() then c.watched_until end as lapsed,
             a.reason as account_error, c.last_error as watch_error,
             case when s.attempts > 0 or s.parked is not null then s.last_error end as sync_error,
             s.last_synced_at,
             case when s.full_sync_since is not null then
               (select count(*) from (
                  select from sync.event e where e.calendar_id = s.calendar_id
                     and e.full_sync_gen = s.full_sync_gen limit %d) seen) end as events_read,
      """
              .formatted(MOST_COUNTED)
          + Fact.COLUMNS
          + Fact.ROWS
          + """
             and c.user_id = any(:users)
           order by a.email, c.is_primary desc, c.summary, c.calendar_id
          """;

  private static final String BY_FACTS =
      "select %1$s, count(*) as calendars %2$s group by %3$s"
          .formatted(Fact.COLUMNS, Fact.ROWS, Fact.NAMES);

  private final JdbcClient jdbc;
  private final boolean edits;

  /** Reads the rows of channel-manager. */
  Calendars(JdbcClient jdbc, EditSettings settings) {
    this.jdbc = jdbc;
    this.edits = settings.edits();
  }

  List<CalendarView> of(UserId user) {
    return of(Set.of(user));
  }

  List<CalendarView> of(Collection<UserId> users) {
    return jdbc.sql(OF_USERS)
        .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
        .query((row, _) -> calendar(row))
        .list();
  }

  /** How many of all calendars in sync fare how. */
  Map<Why, Long> count() {
    var counted = new EnumMap<Why, Long>(Why.class);
    jdbc.sql(BY_FACTS)
        .query(row -> {
          counted.merge(Why.of(Fact.of(row)), row.getLong("calendars"), Long::sum);
        });
    return counted;
  }

  /**
   * What of all calendars in sync waits to be read, whoever should read it: since it was due, or,
   * however often that was put off, since the last push that no turn has answered.
   */
  Backlog backlog() {
    return jdbc.sql(
            """
            select coalesce(extract(epoch from now() - min(least(
                     case when due_at < now() then due_at end,
                     case when parked is null and full_sync_since is null and poked_at > last_synced_at
                          then poked_at end))), 0) as lag,
                   count(*) filter (where attempts >= :failing) as failing
              from sync.calendar_sync where not removed
            """)
        .param("failing", Backlog.FAILURES)
        .query((row, _) -> new Backlog(row.getDouble("lag"), row.getLong("failing")))
        .single();
  }

  /** One of the person's calendars; another's is as absent as none. */
  Optional<CalendarView> find(UserId user, CalendarId id) {
    return of(user).stream().filter(calendar -> calendar.id().equals(id)).findFirst();
  }

  /** The same, as far as its events may be read: Google may have taken it away. */
  Optional<CalendarView> findReadable(UserId user, CalendarId id) {
    return find(user, id).filter(CalendarView::maySee);
  }

  private CalendarView calendar(ResultSet row) throws SQLException {
    String role = row.getString("access_role");
    return new CalendarView(
        new CalendarId(row.getObject("calendar_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("account_id"),
        row.getString("google_calendar_id"),
        row.getString("summary"),
        row.getString("time_zone"),
        role,
        edits && WRITING_ROLES.contains(role) && mayWrite(row.getString("scopes")),
        row.getBoolean("is_primary"),
        row.getString("color"),
        health(row));
  }

  /** What the account's owner granted; less than was asked, or from when less was asked. */
  private static boolean mayWrite(String scopes) {
    return List.of(scopes.split(" ", -1)).contains(WRITING_SCOPE);
  }

  private static Health health(ResultSet row) throws SQLException {
    return Health.of(
        Fact.of(row),
        new Health.Turns(
            instant(row, "account_turned"),
            instant(row, "sync_turned"),
            instant(row, "watch_turned"),
            instant(row, "confirmed"),
            instant(row, "lapsed")),
        new Health.Errors(
            row.getString("account_error"),
            row.getString("watch_error"),
            row.getString("sync_error")),
        instant(row, "last_synced_at"),
        row.getObject("events_read", Long.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
