package dev.calsync.system.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Worlds made by hand: a right one, to be spoilt in one point each. */
final class Worlds {
  static final String CALENDAR = "calendar-1";
  static final String USER = "user-1";

  final Events google = new Events();
  final Events mirror = new Events();
  final Events state = new Events();
  final List<Change> log = new ArrayList<>();
  final List<TopicRecord> topic = new ArrayList<>();
  final List<Listener.Heard> heard = new ArrayList<>();
  final Pushes pushes =
      new Pushes(new HashSet<>(Set.of("a:1", "a:7")), Set.of("a:1", "a:7", "b:1"));
  final Events holds = new Events();

  /** One event made, renamed twice, and one made and deleted: five changes everywhere. */
  Worlds() {
    change("created", "lunch", resource("lunch", 1));
    change("updated", "lunch", resource("lunch", 2));
    change("created", "gone", resource("gone", 1));
    change("deleted", "gone", resource("gone", 1));
    change("updated", "lunch", resource("lunch", 3));
    for (Events place : List.of(google, mirror, state)) {
      place.put(CALENDAR, "lunch", Version.of(resource("lunch", 3)));
    }
  }

  World world() {
    var heads =
        new Heads(
            Map.of(CALENDAR, (long) log.size()),
            Map.of(CALENDAR, (long) log.size()),
            Map.of(USER, (long) log.size()));
    var listener = new Listener("stream", USER, heard, holds);
    return new World(google, mirror, state, log, topic, heads, List.of(listener), pushes);
  }

  static String resource(String event, int version) {
    return """
    {"id": "%s", "etag": "\\"%d\\"", "summary": "Version %d"}\
    """
        .formatted(event, version, version);
  }

  static Change change(long seq, String kind, String event, String resource) {
    String type = "calsync.event." + kind + ".v1";
    return new Change(CALENDAR, seq, USER, seq, type, event, "{\"event\": " + resource + "}");
  }

  private void change(String kind, String event, String resource) {
    Change change = change(log.size() + 1L, kind, event, resource);
    log.add(change);
    topic.add(new TopicRecord(change, "ce_seq=" + change.seq()));
    heard.add(new Listener.Heard(change.feedSeq(), false));
    change.applyTo(holds);
  }
}
