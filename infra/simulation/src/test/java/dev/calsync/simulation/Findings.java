package dev.calsync.simulation;

import dev.calsync.model.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is not as it should be once nothing goes wrong any more. */
final class Findings {
  private static final String NUMBERS =
      """
      select 'calendar ' || s.calendar_id || ': log ' || count(l.seq) || ', numbered ' || s.change_seq
             || ', published ' || s.published_seq || ', asked ' || s.requested_gen
             || ', synced ' || s.synced_gen || ', ' || coalesce(s.parked, '')
             || coalesce(s.last_error, '') || ', due ' || coalesce(s.due_at::text, 'never')
        from sync.calendar_sync s left join sync.change_log l using (calendar_id)
       group by s.calendar_id
      having count(l.seq) <> s.change_seq or s.change_seq <> s.published_seq
          or s.requested_gen <> s.synced_gen or s.parked is not null
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

  /** Those for which Google is believed to push. */
  private static final String WATCHED =
      """
      select calendar_id::text from channel.calendar where selected and watchable
       union
      select calendar_id::text from sync.calendar_sync where watched_until is not null
      """;

  private final World world;
  private final Connection connection;
  private final Set<Seat> withdrawn = new HashSet<>();

  Findings(World world) {
    this.world = world;
    this.connection = world.weather().database().connection();
  }

  /** Its owner no longer wants this calendar in sync. */
  void withdraw(Seat seat) {
    withdrawn.add(seat);
    world.trace().note("withdrawn", seat.googleId());
    try (var update =
        connection.prepareStatement(
            """
            update channel.calendar
               set selected = false, version = version + 1, watch_due_at = now()
             where calendar_id = ?
            """)) {
      update.setObject(1, seat.calendar().value());
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a page of this person's begins with. */
  Reader.Snapshot snapshot(Seat.Person person) {
    Map<String, Map<String, String>> events = new TreeMap<>();
    for (Seat seat : world.cast().seats()) {
      if (seat.person().equals(person) && !withdrawn.contains(seat)) {
        events.put(seat.calendar().toString(), visible(seat));
      }
    }
    return new Reader.Snapshot(cursor(person), events);
  }

  /** Nothing, from before the first change on. */
  Reader.Snapshot nothing(Seat.Person person) {
    Map<String, Map<String, String>> events = new TreeMap<>();
    snapshot(person).events().keySet().forEach(calendar -> events.put(calendar, Map.of()));
    return new Reader.Snapshot(0, events);
  }

  List<String> all() {
    List<String> found = new ArrayList<>();
    for (Seat seat : world.cast().seats()) {
      findings(seat, found);
    }
    if (commandsHeld() < world.kafka().all(Topics.COMMANDS).size()) {
      found.add("not every edit has arrived");
    }
    for (String query : List.of(NUMBERS, FEEDS, COMMANDS, CHANNELS)) {
      found.addAll(rows(query));
    }
    List<String> watched = rows(WATCHED);
    for (Seat seat : world.cast().seats()) {
      boolean wanted = !withdrawn.contains(seat);
      if (wanted && seat.watchable() != watched.contains(seat.calendar().toString())) {
        found.add("%s is watchable: %s".formatted(seat.calendar(), seat.watchable()));
      }
    }
    for (Reader reader : world.fleet().audience().readers()) {
      Map<String, Map<String, String>> due = snapshot(reader.person()).events();
      due.forEach((calendar, events) -> {
        Map<String, String> shown = reader.shown().get(calendar);
        if (!events.equals(shown)) {
          found.add(
              "a page of %s shows %s of %s, due is %s"
                  .formatted(reader.person().email(), shown, calendar, events));
        }
      });
    }
    return found;
  }

  private void findings(Seat seat, List<String> found) {
    String calendar = seat.calendar().toString();
    Map<String, Books.Held> held = world.books().mirror(seat);
    Map<String, String> mirror = new TreeMap<>();
    held.forEach((id, event) -> mirror.put(id, event.etag()));
    Map<String, String> google =
        withdrawn.contains(seat) ? Map.of() : world.books().listed(seat, Map.of());
    if (!withdrawn.contains(seat)
        && world.front().lastListed(seat).isBefore(world.lastNotified(seat))) {
      found.add(calendar + ": no look at Google followed the last notification");
    }
    expect(found, calendar + ": the mirror", world.books().etags(seat, google.keySet()), google);
    expect(
        found,
        calendar + ": who applies the changes",
        world.ledger().folded(calendar),
        visible(seat));
    expect(found, calendar + ": the state topic", world.ledger().state(calendar), mirror);
  }

  private static void expect(
      List<String> found, String who, Map<String, String> has, Map<String, String> due) {
    if (!has.equals(due)) {
      found.add("%s has %s, due is %s".formatted(who, has, due));
    }
  }

  private Map<String, String> visible(Seat seat) {
    Map<String, String> events = new TreeMap<>();
    world
        .books()
        .mirror(seat)
        .forEach((id, event) -> {
          if (!event.cancelled()) {
            events.put(id, event.etag());
          }
        });
    return events;
  }

  private long cursor(Seat.Person person) {
    try (PreparedStatement select =
        connection.prepareStatement("select feed_seq from sync.user_feed where user_id = ?")) {
      select.setObject(1, person.user().value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int commandsHeld() {
    return Integer.parseInt(rows("select count(*)::text from sync.command").getFirst());
  }

  private List<String> rows(String query) {
    try (PreparedStatement select = connection.prepareStatement(query);
        ResultSet row = select.executeQuery()) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
