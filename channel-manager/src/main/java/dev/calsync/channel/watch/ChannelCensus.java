package dev.calsync.channel.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts channels, calendars without one, and accounts, of the whole installation. */
@Component
final class ChannelCensus {
  /** How channels are counted; an active one may be unconfirmed or suspect as well. */
  static final List<String> STATES =
      List.of("opening", "active", "retiring", "stray", "unconfirmed", "suspect");

  private final JdbcClient jdbc;

  ChannelCensus(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How things stand. */
  Count count() {
    return jdbc.sql(
            """
            select count(*) filter (where state = 'OPENING') as opening,
                   count(*) filter (where state = 'ACTIVE') as active,
                   count(*) filter (where state = 'RETIRING') as retiring,
                   count(*) filter (where state = 'STRAY') as stray,
                   count(*) filter (where state = 'ACTIVE' and confirmed_at is null) as unconfirmed,
                   count(*) filter (where state = 'ACTIVE' and suspect_at is not null) as suspect,
                   min(expires_at) filter (where state = 'ACTIVE') as soonest,
                   (select count(*) from channel.calendar c join channel.account a using (account_id)
                     where c.listed and c.selected and c.watchable and a.state = 'CONNECTED'
                       and coalesce(c.watched_until, '-infinity') < now()) as uncovered
              from channel.watch_channel where state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
            """)
        .query((row, _) -> count(row))
        .single();
  }

  private static Count count(ResultSet row) throws SQLException {
    Map<String, Long> channels = new LinkedHashMap<>();
    for (String state : STATES) {
      channels.put(state, row.getLong(state));
    }
    @Nullable Timestamp soonest = row.getTimestamp("soonest");
    return new Count(
        channels, soonest == null ? null : soonest.toInstant(), row.getLong("uncovered"));
  }

  /** What became of the channels opened in the last seven days; looks at each of their rows. */
  Week lastWeek() {
    return jdbc.sql(
            """
            select count(*) as opened,
                   count(*) filter (where suspect_at is not null and confirmed_at is null)
                     as unconfirmed,
                   count(*) filter (where suspect_at is not null and confirmed_at is not null)
                     as missed
              from channel.watch_channel
             where created_at > now() - interval '7 days' and expires_at is not null
            """)
        .query((row, _) ->
            new Week(row.getLong("opened"), row.getLong("unconfirmed"), row.getLong("missed")))
        .single();
  }

  /** How many accounts there are in each state. */
  Map<String, Long> accounts() {
    Map<String, Long> accounts = new LinkedHashMap<>();
    jdbc.sql("select state, count(*) from channel.account group by state order by state")
        .query(row -> {
          accounts.put(row.getString(1), row.getLong(2));
        });
    return accounts;
  }

  /**
   * How things stand.
   *
   * @param channels their number by state
   * @param soonestExpiry when the next active channel ends
   * @param uncovered calendars that are wanted and could be watched, and are not
   */
  record Count(Map<String, Long> channels, @Nullable Instant soonestExpiry, long uncovered) {}

  /**
   * What became of channels.
   *
   * @param opened that Google opened
   * @param unconfirmed of those, that never delivered
   * @param missed of those, that delivered and then failed to tell of changes
   */
  record Week(long opened, long unconfirmed, long missed) {
    /** The share of channels that fall silent. */
    double missRatio() {
      return opened == 0 ? 0 : (double) missed / opened;
    }
  }
}
