package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every event beside itself: at Google, in the mirror, and as each reader folds what it is told.
 */
final class Places {
  private Places() {}

  static List<Finding> faults(World world) {
    Map<String, Set<String>> calendarsOfUser = new LinkedHashMap<>();
    world
        .log()
        .forEach(change ->
            calendarsOfUser
                .computeIfAbsent(change.user(), _ -> new TreeSet<>())
                .add(change.calendar()));
    List<Place> everywhere =
        List.of(
            new Place("mirror", world.mirror(), false),
            new Place("change_log", folded(world.log()), true),
            new Place("calendar.changes", folded(asAConsumerReads(world.topic())), true),
            new Place("calendar.state", world.state(), false));
    Set<String> calendars = new TreeSet<>(world.google().calendars());
    everywhere.forEach(place -> calendars.addAll(place.events().calendars()));
    List<Finding> findings = new ArrayList<>();
    calendars.forEach(calendar -> compare(findings, calendar, world.google(), everywhere));
    for (Listener listener : world.listeners()) {
      List<Place> heard = List.of(new Place(listener.name(), listener.holds(), true));
      Set<String> theirs = new TreeSet<>(listener.holds().calendars());
      theirs.addAll(calendarsOfUser.getOrDefault(listener.user(), Set.of()));
      theirs.forEach(calendar -> compare(findings, calendar, world.google(), heard));
    }
    return findings;
  }

  /**
   * Somewhere events are.
   *
   * @param folded whether a reader made it of changes; an instance taken out of its series is a
   *     deletion to that reader, where Google keeps an event that says so
   */
  private record Place(String name, Events events, boolean folded) {
    @Nullable Version has(String calendar, String event) {
      return events.find(calendar, event);
    }

    boolean isRight(String calendar, String event, @Nullable Version google) {
      boolean gone = folded && google != null && google.isCancelled();
      return Objects.equals(has(calendar, event), gone ? null : google);
    }
  }

  private static void compare(
      List<Finding> findings, String calendar, Events google, List<Place> places) {
    Set<String> events = new TreeSet<>(google.of(calendar).keySet());
    places.forEach(place -> events.addAll(place.events().of(calendar).keySet()));
    for (String event : events) {
      Version right = google.find(calendar, event);
      if (!places.stream().allMatch(place -> place.isRight(calendar, event, right))) {
        var what = new StringBuilder("Google has ").append(right);
        places.forEach(place ->
            what.append("; %s has %s".formatted(place.name(), place.has(calendar, event))));
        String where = "calendar %s, event %s".formatted(calendar, event);
        findings.add(new Finding(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS, where, what.toString()));
      }
    }
  }

  private static Events folded(List<Change> changes) {
    var events = new Events();
    changes.forEach(change -> change.applyTo(events));
    return events;
  }

  /** The consumer rule: per calendar keep the last number, drop what is not greater. */
  private static List<Change> asAConsumerReads(List<TopicRecord> topic) {
    Map<String, Long> last = new LinkedHashMap<>();
    List<Change> kept = new ArrayList<>();
    for (TopicRecord each : topic) {
      Change change = each.change();
      if (change.seq() > last.getOrDefault(change.calendar(), 0L)) {
        last.put(change.calendar(), change.seq());
        kept.add(change);
      }
    }
    return kept;
  }
}
