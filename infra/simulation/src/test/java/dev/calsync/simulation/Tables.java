package dev.calsync.simulation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the services' tables say once nothing goes wrong any more. */
final class Tables {
  private static final String NUMBERS =
      """
      select 'calendar ' || s.calendar_id || ': log ' || count(l.seq) || ', numbered ' || s.change_seq
             || ', published ' || s.published_seq
        from sync.calendar_sync s left join sync.change_log l using (calendar_id)
       group by s.calendar_id
      having count(l.seq) <> s.change_seq or s.change_seq <> s.published_seq
      """;
  private static final String TURNS =
      """
      select 'calendar ' || calendar_id || ': asked ' || requested_gen || ', synced ' || synced_gen
             || ', ' || coalesce(parked, '') || coalesce(last_error, '')
             || ', due ' || coalesce(due_at::text, 'never')
        from sync.calendar_sync
       where requested_gen <> synced_gen or parked is not null
      """;
  private static final String FEEDS =
      """
      select 'feed of ' || f.user_id || ' ends at ' || f.feed_seq || ', its log has ' || count(l.seq)
        from sync.user_feed f left join sync.change_log l using (user_id)
       group by f.user_id having count(l.seq) <> f.feed_seq or max(l.feed_seq) <> f.feed_seq
      """;
  private static final String COMMANDS =
      """
      select 'command ' || c.command_id || ' is ' || c.status || ' and told ' || count(l.seq)
        from sync.command c
        left join sync.change_log l on l.command_id = c.command_id and l.type like 'calsync.command.%'
       group by c.command_id having c.status = 'PENDING' or count(l.seq) <> 1
      """;
  private static final String CHANNELS =
      """
      select 'calendar ' || c.calendar_id || ' has no confirmed channel'
        from channel.calendar c
       where c.selected and c.watchable
         and not exists (select from channel.watch_channel w
                          where w.calendar_id = c.calendar_id and w.state = 'ACTIVE'
                            and w.confirmed_at is not null)
      """;
  private static final String WATCHED =
      """
      select calendar_id::text from channel.calendar where selected and watchable
       union
      select calendar_id::text from sync.calendar_sync where watched_until is not null
      """;

  private final Connection connection;

  Tables(Connection connection) {
    this.connection = connection;
  }

  /**
   * What should not be so.
   *
   * @param lost ids of calendars that nobody can bring up to date
   */
  List<String> wrong(Set<String> lost) {
    List<String> wrong = new ArrayList<>();
    for (String query : List.of(NUMBERS, FEEDS, COMMANDS)) {
      wrong.addAll(rows(query));
    }
    for (String query : List.of(TURNS, CHANNELS)) {
      rows(query).stream()
          .filter(row -> lost.stream().noneMatch(row::contains))
          .forEach(wrong::add);
    }
    return wrong;
  }

  /** The calendars for which Google is believed to push. */
  List<String> watched() {
    return rows(WATCHED);
  }

  /** Whether a calendar takes no turns as Google refuses it. */
  boolean isParked(Seat seat) {
    return !rows(
            "select parked from sync.calendar_sync where parked = 'ACCESS_LOST' and calendar_id = ?",
            seat)
        .isEmpty();
  }

  /** The events of a calendar that cannot be kept. */
  Set<String> quarantined(Seat seat) {
    return new TreeSet<>(rows("select item_key from sync.quarantine where calendar_id = ?", seat));
  }

  int commands() {
    return Integer.parseInt(rows("select count(*)::text from sync.command").getFirst());
  }

  /** How far a person's feed has come. */
  long cursor(Seat.Person person) {
    return rows(
            "select feed_seq::text from sync.user_feed where user_id = ?", person.user().value())
        .stream()
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private List<String> rows(String query, Seat seat) {
    return rows(query, seat.calendar().value());
  }

  private List<String> rows(String query, Object... parameters) {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
