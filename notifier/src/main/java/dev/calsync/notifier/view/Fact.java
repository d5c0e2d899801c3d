package dev.calsync.notifier.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the two services' rows say of a calendar; {@link Why} is decided from these. */
enum Fact {
  /** Google refuses its account's grant. */
  REFUSED("a.state = 'NEEDS_REAUTHORIZATION'"),
  /** The same, as the worker was told when it asked. */
  PARKED("s.parked = 'NEEDS_REAUTHORIZATION'"),
  /** Google refuses its account this calendar. */
  LOST("s.parked = 'ACCESS_LOST'"),
  /** It was never read in full. */
  UNREAD("s.last_synced_at is null"),
  /** It is being read in full. */
  READING("s.full_sync_since is not null"),
  /** A confirmed channel is open; while it is being replaced, the old one. */
  PUSHED("w.delivers and c.watched_until > now()"),
  /** Google does not push for calendars such as this. */
  UNWATCHABLE("not c.watchable"),
  /** Nobody is going to have it watched: channel-manager knows no address for Google to call. */
  UNPLANNED("c.watch_due_at is null"),
  /** A channel is open, and told nothing of changes that there were. */
  DOUBTED("w.doubted"),
  /** A channel is open that brought nothing yet. */
  UNCONFIRMED("w.silent"),
  /** Google will not call our address. */
  ADDRESS_REFUSED("c.last_error like '%webhookUrl%'"),
  /** Google refused to watch it. */
  WATCH_FAILED("c.last_error is not null");

  /** Where they are read: calendars in sync ({@code c}) with all that belongs to them. */
  static final String ROWS =
      """
      from channel.calendar c
        join channel.account a on a.account_id = c.account_id
        left join sync.calendar_sync s on s.calendar_id = c.calendar_id
       cross join lateral (
         select bool_or(confirmed_at is not null and suspect_at is null) as delivers,
                bool_or(suspect_at is not null) as doubted,
                bool_or(confirmed_at is null) as silent
           from channel.watch_channel
          where calendar_id = c.calendar_id and state in ('ACTIVE', 'RETIRING')
            and (expires_at is null or expires_at > now())) w
       where c.listed and c.selected and a.state <> 'DISCONNECTED'
      """;

  /** All of them as columns, each named as it is here. */
  static final String COLUMNS =
      Arrays.stream(values())
          .map(fact -> "(%s) is true as %s".formatted(fact.expression, fact.column()))
          .collect(Collectors.joining(",\n", "", "\n"));

  /** Their names alone. */
  static final String NAMES =
      Arrays.stream(values()).map(Fact::column).collect(Collectors.joining(", "));

  private final String expression;

  Fact(String expression) {
    this.expression = expression;
  }

  private String column() {
    return "is_" + name().toLowerCase(Locale.ROOT);
  }

  /** Those that are true of a row with all {@link #COLUMNS}. */
  static Set<Fact> of(ResultSet row) throws SQLException {
    var facts = EnumSet.noneOf(Fact.class);
    for (Fact fact : values()) {
      if (row.getBoolean(fact.column())) {
        facts.add(fact);
      }
    }
    return facts;
  }
}
