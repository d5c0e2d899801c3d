package dev.calsync.doctor.account;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.database.Database;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how accounts, calendars and channels are. No token is read, nor could it be deciphered. */
public final class Accounts {
  private static final String ACCOUNTS =
      """
      select a.email, a.state, a.state_since, a.scopes, c.refresh_token_at, c.access_expires_at,
             coalesce(c.refresh_expires_at,
                      (select c.refresh_token_at + interval '7 days' from channel.testing_mode))
        from channel.account a left join channel.credential c using (account_id)
       where a.state <> 'DISCONNECTED' order by a.email
      """;

  private static final String CALENDARS =
      """
      with refused as (
        select count(*) as times, max(last_error) as said
          from channel.calendar join channel.account using (account_id)
         where state = 'CONNECTED' and listed and selected and watchable
           and last_error like '%webhookUrl%' and coalesce(watched_until, '-infinity') < now())
      select count(*) as calendars, (select times from refused) as refused,
             (select said from refused) as refusal,
             count(*) filter (where c.watchable and a.state = 'CONNECTED'
               and coalesce(c.watched_until, '-infinity') < now()
               and coalesce(c.watch_due_at, '-infinity') < now() - interval '10 min') as uncovered,
             (select count(*) from sync.calendar_sync where not removed
               and due_at < now() - interval '10 min') as overdue,
             (select count(*) from sync.calendar_sync where parked = 'ACCESS_LOST') as access_lost,
             (select count(*) from sync.calendar_sync where attempts >= 8) as failing,
             (select count(*) from sync.quarantine) as quarantined
        from channel.calendar c join channel.account a using (account_id)
       where c.listed and c.selected and a.state <> 'DISCONNECTED'
      """;

  private static final String CHANNELS =
      """
      select count(*) filter (where w.state = 'ACTIVE') as active,
             count(*) filter (where w.state = 'OPENING') as opening,
             count(*) filter (where w.state = 'RETIRING') as retiring,
             count(*) filter (where w.state = 'ACTIVE' and confirmed_at is null
               and w.created_at < now() - interval '5 min') as unconfirmed,
             count(*) filter (where w.state = 'ACTIVE' and suspect_at is not null) as suspect,
             count(*) filter (where w.state = 'ACTIVE' and a.state = 'CONNECTED'
               and c.listed and c.selected
               and coalesce(c.watch_due_at, '-infinity') < now() - interval '10 min'
               and (expires_at < now() or renew_at < now() - interval '10 min')) as unrenewed,
             extract(epoch from min(expires_at) filter (where w.state = 'ACTIVE') - now()) as soonest
        from channel.watch_channel w join channel.calendar c using (calendar_id)
             join channel.account a on a.account_id = c.account_id
      """;

  private final Database database;
  private final Settings settings;
  private final InstantSource clock;

  /** Reads later. */
  public Accounts(Database database, Settings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** What people have granted, and whether Google takes it back after a week. */
  public List<Finding> consent() throws SQLException {
    return ConsentVerdict.of(
        accounts(),
        clock.instant(),
        settings.get(Setting.PUBLIC_URL),
        settings.isOn(Setting.EDITS));
  }

  /** How the calendars and their channels are. */
  public List<Finding> calendars() throws SQLException {
    List<String> signedOut =
        accounts().stream().filter(account -> !account.isConnected()).map(Account::email).toList();
    Channels channels = database.rows(CHANNELS, Accounts::channels).getFirst();
    Calendars calendars =
        database.rows(CALENDARS, row -> calendars(row, signedOut, channels)).getFirst();
    return CalendarsVerdict.of(
        calendars,
        settings.find(Setting.WEBHOOK_URL).isPresent(),
        settings.get(Setting.PUBLIC_URL));
  }

  private List<Account> accounts() throws SQLException {
    return database.rows(
        ACCOUNTS,
        row ->
            new Account(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                List.of(row.getString(4).split("[ ,]+")),
                instant(row, 5),
                instant(row, 6),
                instant(row, 7)));
  }

  private static Channels channels(ResultSet row) throws SQLException {
    double soonest = row.getDouble("soonest");
    return new Channels(
        row.getLong("active"),
        row.getLong("opening"),
        row.getLong("retiring"),
        row.getLong("unconfirmed"),
        row.getLong("suspect"),
        row.getLong("unrenewed"),
        row.getObject("soonest") == null ? null : Duration.ofSeconds((long) soonest));
  }

  private static Calendars calendars(ResultSet row, List<String> signedOut, Channels channels)
      throws SQLException {
    return new Calendars(
        signedOut,
        row.getLong("calendars"),
        row.getLong("uncovered"),
        row.getLong("refused"),
        row.getString("refusal"),
        row.getLong("overdue"),
        row.getLong("access_lost"),
        row.getLong("failing"),
        row.getLong("quarantined"),
        channels);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
