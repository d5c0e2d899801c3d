package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calendars that people keep in sync, and how they fare. */
@Component
class Calendars {
  private static final Set<String> WRITING_ROLES = Set.of("owner", "writer");
  private static final String WRITING_SCOPE = "https://www.googleapis.com/auth/calendar.events";

  private static final String OF_USERS =
      """
      select c.calendar_id, c.user_id, c.account_id, c.google_calendar_id, c.summary, c.time_zone,
             c.access_role, c.color, c.is_primary, c.watched_until,
             a.state as account_state, a.reason as account_reason, a.state_since as account_since,
             a.scopes,
             s.parked, s.last_synced_at, s.full_sync_since, s.state_since,
             case when s.attempts > 0 or s.parked is not null then s.last_error end as last_error,
             exists (
               select from channel.watch_channel w
                where w.calendar_id = c.calendar_id and w.state = 'ACTIVE'
                  and (w.expires_at is null or w.expires_at > now())) as pushed
        from channel.calendar c
        join channel.account a on a.account_id = c.account_id
        left join sync.calendar_sync s on s.calendar_id = c.calendar_id
       where c.user_id = any(:users) and c.listed and c.selected and a.state <> 'DISCONNECTED'
       order by a.email, c.is_primary desc, c.summary, c.calendar_id
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final boolean edits;

  /**
   * Reads the rows of channel-manager.
   *
   * @param edits whether anything may be changed here; a setting of channel-manager's too, which
   *     asks Google for no more than is used
   */
  Calendars(JdbcClient jdbc, Clock clock, @Value("${calsync.edits:true}") boolean edits) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.edits = edits;
  }

  List<CalendarView> of(UserId user) {
    return of(Set.of(user));
  }

  List<CalendarView> of(Collection<UserId> users) {
    Instant now = clock.instant();
    return jdbc.sql(OF_USERS)
        .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
        .query((row, _) -> calendar(row, now))
        .list();
  }

  /** One of the person's calendars; another's is as absent as none. */
  Optional<CalendarView> find(UserId user, CalendarId id) {
    return of(user).stream().filter(calendar -> calendar.id().equals(id)).findFirst();
  }

  /** The same, as far as its events may be read: Google may have taken it away. */
  Optional<CalendarView> findReadable(UserId user, CalendarId id) {
    return find(user, id).filter(CalendarView::maySee);
  }

  private CalendarView calendar(ResultSet row, Instant now) throws SQLException {
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
        Health.of(facts(row), now));
  }

  /** What the account's owner granted; less than was asked, or from when less was asked. */
  private static boolean mayWrite(String scopes) {
    return List.of(scopes.split(" ", -1)).contains(WRITING_SCOPE);
  }

  private static Health.Facts facts(ResultSet row) throws SQLException {
    return new Health.Facts(
        row.getString("account_state"),
        row.getString("account_reason"),
        instant(row, "account_since"),
        row.getString("parked"),
        row.getTimestamp("last_synced_at") != null,
        row.getTimestamp("full_sync_since") != null,
        instant(row, "watched_until"),
        row.getBoolean("pushed"),
        instant(row, "last_synced_at"),
        instant(row, "state_since"),
        row.getString("last_error"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
