package dev.calsync.simulation;

import dev.calsync.model.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is not as it should be once nothing goes wrong any more. */
final class Findings {
  private final World world;
  private final Connection connection;
  private final Tables tables;
  private final Set<Seat> withdrawn = new HashSet<>();
  private final Set<Seat> parked = new HashSet<>();

  Findings(World world) {
    this.world = world;
    this.connection = world.weather().database().connection();
    this.tables = new Tables(connection);
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
      boolean gone = withdrawn.contains(seat) || (isLost(seat) && tables.isParked(seat));
      if (seat.person().equals(person) && !gone) {
        events.put(seat.calendar().toString(), visible(seat));
      }
    }
    return new Reader.Snapshot(tables.cursor(person), events);
  }

  /** Nothing, from before the first change on. */
  Reader.Snapshot nothing(Seat.Person person) {
    Map<String, Map<String, String>> events = new TreeMap<>();
    snapshot(person).events().keySet().forEach(calendar -> events.put(calendar, Map.of()));
    return new Reader.Snapshot(0, events);
  }

  /** The calendars that are to be as Google has them. */
  List<Seat> inSync() {
    return world.cast().seats().stream()
        .filter(seat -> !withdrawn.contains(seat) && !isLost(seat))
        .toList();
  }

  /** What stands in the tables alone comes first; only once that is well, all else is looked at. */
  List<String> all() {
    List<String> found = new ArrayList<>(tables.wrong(lost()));
    if (!found.isEmpty()) {
      return found;
    }
    List<String> watched = tables.watched();
    for (Seat seat : world.cast().seats()) {
      told(seat, found);
      if (withdrawn.contains(seat)) {
        expect(found, seat.calendar() + ": the mirror", held(seat), Map.of());
      } else if (isLost(seat)) {
        lost(seat, found);
      } else {
        asGoogleHasIt(seat, found);
        if (seat.watchable() != watched.contains(seat.calendar().toString())) {
          found.add("%s is watchable: %s".formatted(seat.calendar(), seat.watchable()));
        }
      }
    }
    if (tables.commands() < world.kafka().all(Topics.COMMANDS).size()) {
      found.add("not every edit has arrived");
    }
    for (Life worker : world.fleet().busyWorkers()) {
      found.add(worker + " holds on to what it took for a turn");
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

  /** Whoever reads the topics has what the mirror has. */
  private void told(Seat seat, List<String> found) {
    String calendar = seat.calendar().toString();
    Map<String, String> changed = world.ledger().folded(calendar);
    expect(found, calendar + ": who applies the changes", changed, visible(seat));
    expect(found, calendar + ": the state topic", world.ledger().state(calendar), held(seat));
  }

  /** What Google refuses stays as it was, and is asked for no more once that is believed. */
  private void lost(Seat seat, List<String> found) {
    if (!world.front().lostAccess().isTold(seat)) {
      return;
    }
    if (!tables.isParked(seat)) {
      found.add(seat.calendar() + " is not parked, though Google refuses it");
    } else if (parked.add(seat)) {
      world.trace().note("parked, as access was lost", seat.googleId());
    }
  }

  private void asGoogleHasIt(Seat seat, List<String> found) {
    String calendar = seat.calendar().toString();
    if (world.front().lastListed(seat).isBefore(world.lastNotified(seat))) {
      found.add(calendar + ": no look at Google followed the last notification");
    }
    Map<String, String> google = world.books().listed(seat, Map.of());
    Map<String, String> mirror = world.books().etags(seat, google.keySet());
    Set<String> poison = Books.poison(google);
    Set<String> quarantined = tables.quarantined(seat);
    if (!quarantined.equals(poison)) {
      found.add("%s: in quarantine is %s, due is %s".formatted(calendar, quarantined, poison));
    }
    mirror.keySet().removeAll(poison);
    google.keySet().removeAll(poison);
    expect(found, calendar + ": the mirror", mirror, google);
  }

  private boolean isLost(Seat seat) {
    return world.front().lostAccess().isLost(seat);
  }

  private Set<String> lost() {
    return world.cast().seats().stream()
        .filter(this::isLost)
        .map(seat -> seat.calendar().toString())
        .collect(Collectors.toSet());
  }

  private static void expect(
      List<String> found, String who, Map<String, String> has, Map<String, String> due) {
    if (!has.equals(due)) {
      found.add("%s has %s, due is %s".formatted(who, has, due));
    }
  }

  private Map<String, String> held(Seat seat) {
    Map<String, String> events = new TreeMap<>();
    world.books().mirror(seat).forEach((id, event) -> events.put(id, event.etag()));
    return events;
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
}
