package dev.calsync.simulation;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.EventsApi;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What people do at Google itself: they make events and series, change them, cut them in two, move
 * them, invite each other, and take them away.
 */
final class People {
  private static final int MOST_EVENTS = 12;

  /** In bytes; no event that anybody can keep is nearly as large. */
  static final int TOO_LARGE = 16_384;

  private final SimulatedGoogle google;
  private final EventsApi events;
  private final Cast cast;
  private final RandomGenerator random;
  private final Trace trace;
  private final double poison;

  /**
   * @param poison how many of the titles they give cannot be kept
   */
  People(SimulatedGoogle google, Cast cast, RandomGenerator random, Trace trace, double poison) {
    this.poison = poison;
    this.google = google;
    this.cast = cast;
    this.events = google.events();
    this.random = random;
    this.trace = trace;
  }

  /** Something happens in this calendar, or several things at once. */
  void act(Seat seat, Instant now) {
    do {
      actOnce(seat, now);
    } while (random.nextInt(4) == 0);
  }

  private void actOnce(Seat seat, Instant now) {
    try {
      List<Map<?, ?>> there = there(seat);
      int choice = random.nextInt(14);
      if (there.isEmpty() || (choice < 3 && there.size() < MOST_EVENTS)) {
        insert(seat, now);
      } else {
        change(seat, there.get(random.nextInt(there.size())), choice);
      }
    } catch (GoogleError error) {
      trace.note("refused", error.reason()); // An instance of a series that is gone, say.
    }
  }

  private void insert(Seat seat, Instant now) {
    boolean series = random.nextInt(4) == 0;
    Map<String, Object> time =
        Map.of("dateTime", now.plusSeconds(3600).toString(), "timeZone", "Europe/Berlin");
    Map<String, Object> end =
        Map.of("dateTime", now.plusSeconds(7200).toString(), "timeZone", "Europe/Berlin");
    Map<String, Object> event =
        series
            ? Map.of(
                "summary",
                title(),
                "start",
                time,
                "end",
                end,
                "recurrence",
                List.of("RRULE:FREQ=DAILY;COUNT=5"))
            : Map.of("summary", title(), "start", time, "end", end);
    note("insert", seat, events.insert(seat.author(), seat.googleId(), event).get("etag"));
  }

  private void change(Seat seat, Map<?, ?> event, int choice) {
    String id = String.valueOf(event.get("id"));
    if (choice < 5) {
      events.delete(seat.author(), seat.googleId(), id, null);
      note("delete", seat, id);
    } else if (choice < 7 && event.containsKey("recurrence")) {
      changeInstance(seat, id);
    } else if (choice == 7) {
      // Reminders are no part of what `updated` speaks of (google-calendar.md §1.7).
      Map<String, Object> reminders = Map.of("useDefault", random.nextBoolean());
      patch(seat, id, Map.of("reminders", reminders));
    } else if (choice == 10 && event.containsKey("recurrence")) {
      split(seat, id);
    } else if (choice == 11) {
      move(seat, id);
    } else if (choice == 12) {
      patch(seat, id, Map.of("attendees", List.of(Map.of("email", anybody().email()))));
    } else if (choice == 13 && event.containsKey("attendees")) {
      Object answer = google.person(seat.author()).respond(seat.googleId(), id, "accepted");
      note("respond", seat, ((Map<?, ?>) answer).get("etag"));
    } else {
      patch(seat, id, Map.of("summary", title()));
    }
  }

  private void changeInstance(Seat seat, String series) {
    List<String> instances = instances(seat, series);
    if (!instances.isEmpty()) {
      String id = instances.get(random.nextInt(instances.size()));
      if (random.nextBoolean()) {
        events.delete(seat.author(), seat.googleId(), id, null);
        note("cancel", seat, id);
      } else {
        patch(seat, id, Map.of("summary", title()));
      }
    }
  }

  /** "This and following". */
  private void split(Seat seat, String series) {
    List<String> instances = instances(seat, series);
    if (!instances.isEmpty()) {
      String id = instances.get(random.nextInt(instances.size()));
      var rest =
          google.person(seat.author()).split(seat.googleId(), id, Map.of("summary", title()));
      note("split", seat, rest.get("id"));
    }
  }

  private void move(Seat seat, String id) {
    List<Seat> others =
        cast.seats().stream()
            .filter(other -> other.person().equals(seat.person()) && !other.equals(seat))
            .toList();
    if (!others.isEmpty()) {
      Seat other = others.get(random.nextInt(others.size()));
      google.person(seat.author()).move(seat.googleId(), id, other.googleId());
      note("move", seat, other.googleId());
    }
  }

  private List<String> instances(Seat seat, String series) {
    Object items = events.instances(seat.author(), seat.googleId(), series, Map.of()).get("items");
    List<String> ids = new ArrayList<>();
    for (Object item : (List<?>) (items == null ? List.of() : items)) {
      ids.add(String.valueOf(((Map<?, ?>) item).get("id")));
    }
    return ids;
  }

  private Seat.Person anybody() {
    return cast.people().get(random.nextInt(cast.people().size()));
  }

  private void patch(Seat seat, String id, Map<String, Object> fields) {
    note("patch", seat, events.patch(seat.author(), seat.googleId(), id, fields, null).get("etag"));
  }

  private List<Map<?, ?>> there(Seat seat) {
    Object items =
        events
            .listSettled(seat.author(), seat.googleId(), Map.of("maxResults", List.of("2500")))
            .get("items");
    List<Map<?, ?>> live = new ArrayList<>();
    for (Object item : (List<?>) (items == null ? List.of() : items)) {
      Map<?, ?> event = (Map<?, ?>) item;
      if (!"cancelled".equals(event.get("status"))) {
        live.add(event);
      }
    }
    return live;
  }

  private void note(String what, Seat seat, @Nullable Object about) {
    trace.note(what, seat.googleId(), about);
  }

  private String title() {
    String title = "Event " + random.nextInt(1000);
    if (!Chance.happens(random, poison)) {
      return title;
    }
    return random.nextBoolean() ? title + '\0' : title.repeat(TOO_LARGE / title.length() + 1);
  }
}
