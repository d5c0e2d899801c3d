package dev.calsync.simulation;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the database after every commit. The token that is held and the mirror that is held
 * belong together: whatever Google tells of the time after the token, all the rest is held as
 * Google has it. That is what "no change is lost" means at every moment, not only in the end.
 */
final class Books {
  private static final int MOST = 2500;

  /** In an etag's place: this version of the event cannot be kept. */
  private static final String POISON = "poison";

  private static final String EVENTS =
      """
      select event_id, coalesce(etag, ''), resource ->> 'status' from sync.event
       where calendar_id = ?
      """;

  private final Connection connection;
  private final Weather weather;
  private final SimulatedGoogle google;
  private final Map<UUID, Seat> seats = new HashMap<>();
  private final Map<UUID, SyncRow> known = new HashMap<>();
  private final Map<UUID, Life> holders = new HashMap<>();
  private final Map<Seat, Set<String>> kept = new HashMap<>();

  Books(Weather weather, SimulatedGoogle google, List<Seat> seats) {
    this.connection = weather.database().connection();
    this.weather = weather;
    this.google = google;
    seats.forEach(seat -> this.seats.put(seat.calendar().value(), seat));
  }

  /** What is held of an event. */
  record Held(String etag, boolean cancelled) {}

  /** Looks at the rows that this life has just changed, as each change left them. */
  void look(Life life, List<String> changed) {
    changed.forEach(row -> look(SyncRow.of(row), life));
  }

  private void look(SyncRow now, Life life) {
    UUID calendar = now.calendar();
    SyncRow before = known.put(calendar, now);
    if (before == null || now.equals(before)) {
      return;
    }
    if (now.epoch() < before.epoch()
        || now.changeSeq() < before.changeSeq()
        || now.publishedSeq() < before.publishedSeq()) {
      throw new Violation("calendar %s went from %s to %s".formatted(calendar, before, now));
    }
    if (now.syncedGen() != before.syncedGen() && now.asleep()) {
      throw new Violation("calendar " + calendar + " was asked for during a turn, and sleeps");
    }
    requireThatItsHolderWrote(before, now, life);
    if (now.publishedSeq() > now.changeSeq()) {
      throw new Violation("calendar %s published what is not in its log".formatted(calendar));
    }
    if (now.token() != null && !now.token().equals(before.token())) {
      requireThatTokenAndMirrorBelongTogether(seats.get(calendar), now.token());
    }
    if (now.changeSeq() > before.changeSeq()) {
      weather.ambush().comes(Moment.COMMITTED, life);
    }
  }

  /** Who was overtaken leaves no trace: only the holder of the newest lease moves anything on. */
  private void requireThatItsHolderWrote(SyncRow before, SyncRow now, Life life) {
    UUID calendar = now.calendar();
    if (now.epoch() > before.epoch()) {
      Life former = holders.put(calendar, life);
      if (before.leased() && former != null && !former.isOver() && !former.equals(life)) {
        weather.trace().note("overtaken", former);
      }
    }
    boolean moved =
        now.changeSeq() != before.changeSeq() || now.publishedSeq() != before.publishedSeq();
    if (moved && !life.equals(holders.get(calendar))) {
      throw new Violation(
          "%s moved calendar %s on, which %s has taken over"
              .formatted(life, calendar, holders.get(calendar)));
    }
  }

  private void requireThatTokenAndMirrorBelongTogether(@Nullable Seat seat, String token) {
    if (seat == null) {
      return;
    }
    Map<String, String> later;
    try {
      later = listed(seat, Map.of("syncToken", List.of(token)));
    } catch (GoogleError _) {
      return; // A token that Google has forgotten promises nothing.
    }
    Map<String, String> atGoogle = listed(seat, Map.of());
    Set<String> listed = Set.copyOf(atGoogle.keySet());
    Map<String, Held> held = mirror(seat);
    requireThatTheLastGoodVersionsAreKept(seat, atGoogle, later.keySet(), held.keySet());
    atGoogle.keySet().removeAll(poison(atGoogle));
    atGoogle.forEach((id, etag) -> {
      Held ours = held.get(id);
      boolean same = ours != null && (ours.etag().equals(etag) || ours.etag().isEmpty());
      if (!same && !later.containsKey(id)) {
        throw new Violation(
            "calendar %s: the token has passed event %s at %s, we hold %s"
                .formatted(seat.calendar(), id, etag, ours));
      }
    });
    held.forEach((id, ours) -> {
      if (!listed.contains(id) && !hidesNothing(seat, id, ours) && !later.containsKey(id)) {
        throw new Violation(
            "calendar %s: the token has passed the deletion of event %s, we hold it"
                .formatted(seat.calendar(), id));
      }
    });
  }

  /** A version that cannot be kept takes nothing away: what was held before it is held. */
  private void requireThatTheLastGoodVersionsAreKept(
      Seat seat, Map<String, String> atGoogle, Set<String> later, Set<String> held) {
    Set<String> poison = poison(atGoogle);
    poison.removeAll(later);
    Set<String> lost = new TreeSet<>(kept.getOrDefault(seat, Set.of()));
    lost.retainAll(poison);
    lost.removeAll(held);
    if (!lost.isEmpty()) {
      throw new Violation(
          "calendar %s: %s is held no more, though Google has a version that cannot be kept"
              .formatted(seat.calendar(), lost));
    }
    poison.retainAll(held);
    kept.put(seat, poison);
  }

  /** Event → etag, all pages of a list. */
  Map<String, String> listed(Seat seat, Map<String, List<String>> query) {
    Map<String, String> events = new TreeMap<>();
    Object page = null;
    do {
      Map<String, List<String>> asked = new HashMap<>(query);
      asked.put("maxResults", List.of(String.valueOf(MOST)));
      if (page != null) {
        asked.put("pageToken", List.of(page.toString()));
      }
      Map<String, Object> answer =
          google.events().listSettled(seat.person().email(), seat.googleId(), asked);
      for (Object item : (List<?>) answer.getOrDefault("items", List.of())) {
        Map<?, ?> event = (Map<?, ?>) item;
        events.put(String.valueOf(event.get("id")), isPoison(event) ? POISON : etag(event));
      }
      page = answer.get("nextPageToken");
    } while (page != null);
    return events;
  }

  private static String etag(Map<?, ?> event) {
    return String.valueOf(event.get("etag"));
  }

  private static boolean isPoison(Map<?, ?> event) {
    String text = event.toString();
    return text.indexOf('\0') >= 0 || text.length() > People.TOO_LARGE;
  }

  /** The events of such a list that cannot be kept as they are. */
  static Set<String> poison(Map<String, String> listed) {
    Set<String> events = new TreeSet<>(listed.keySet());
    events.removeIf(event -> !POISON.equals(listed.get(event)));
    return events;
  }

  /**
   * Event → etag of what is held, without those cancelled instances that Google lists no longer and
   * that hide nothing.
   */
  Map<String, String> etags(Seat seat, Set<String> listed) {
    Map<String, String> etags = new TreeMap<>();
    mirror(seat)
        .forEach((id, event) -> {
          if (listed.contains(id) || !hidesNothing(seat, id, event)) {
            etags.put(id, event.etag());
          }
        });
    return etags;
  }

  /**
   * Whether this is a cancelled instance of a series that is gone, or has no such instance any
   * more: a delta names it as it names others, and the next full list does not.
   */
  private boolean hidesNothing(Seat seat, String id, Held held) {
    if (!held.cancelled()) {
      return false;
    }
    try {
      var event = google.events().get(seat.person().email(), seat.googleId(), id, null);
      return "cancelled".equals(event.orElseThrow().get("status"));
    } catch (GoogleError _) {
      return true;
    }
  }

  /** Event → what is held of it. */
  Map<String, Held> mirror(Seat seat) {
    Map<String, Held> events = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
      select.setObject(1, seat.calendar().value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.put(
              row.getString(1), new Held(row.getString(2), "cancelled".equals(row.getString(3))));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return events;
  }
}
