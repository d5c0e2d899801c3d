package dev.calsync.simulator.google;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything the simulated Google knows as plain JSON, and back. */
final class Snapshot {
  private Snapshot() {}

  static Map<String, Object> of(State state) {
    Map<String, Object> lists = new LinkedHashMap<>();
    state.calendarLists().forEach((email, book) -> lists.put(email, entries(book)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lastStamp", state.stamps().last());
    json.put("users", state.users().values().stream().map(Snapshot::user).toList());
    json.put("calendars", state.calendars().values().stream().map(Snapshot::calendar).toList());
    json.put("calendarLists", lists);
    json.put("channels", state.channels().snapshot());
    json.put("withoutCalendar", List.copyOf(state.withoutCalendar()));
    return json;
  }

  /** No new change may have a stamp that a sync token already covers, so stamps go on from here. */
  static void restore(State state, Map<String, Object> json) {
    state.stamps().resumeAfter(number(json, "lastStamp"));
    for (Map<String, Object> user : Json.objects(json, "users")) {
      String email = Json.text(user, "email", "");
      state
          .users()
          .put(email, new User(Json.text(user, "sub", ""), email, Json.text(user, "name", "")));
    }
    for (Map<String, Object> saved : Json.objects(json, "calendars")) {
      Calendar calendar = calendar(saved);
      state.calendars().put(calendar.id(), calendar);
      state.stamps().resumeAfter(calendar.events().lastChange());
      Instant now = state.clock().instant();
      calendar.lag().announce(calendar.events(), now, now);
    }
    state.withoutCalendar().addAll(Json.texts(json, "withoutCalendar"));
    state.calendars().values().forEach(calendar -> invite(state, calendar));
    Map<String, Object> lists = object(json, "calendarLists");
    for (String email : lists.keySet()) {
      restore(state.calendarList(email), Json.objects(lists, email));
      state.stamps().resumeAfter(state.calendarList(email).lastChange());
    }
    Json.objects(json, "channels").forEach(state.channels()::restore);
  }

  /** Whose calendars hold copies shows in the copies themselves. */
  private static void invite(State state, Calendar calendar) {
    Guests guests = new Guests(state);
    for (Entry entry : calendar.events().inStableOrder().values()) {
      Calendar organizer = entry.deleted() ? null : guests.organizer(calendar, entry);
      if (organizer != null) {
        Set<String> invited = new LinkedHashSet<>(organizer.invited(entry.id()));
        invited.add(calendar.id());
        organizer.invited(entry.id(), invited);
      }
    }
  }

  private static Map<String, Object> user(User user) {
    return Map.of("sub", user.sub(), "email", user.email(), "name", user.name());
  }

  private static Map<String, Object> calendar(Calendar calendar) {
    Map<String, Object> access = new LinkedHashMap<>();
    calendar.access().forEach((email, role) -> access.put(email, role.word()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", calendar.id());
    json.put("owner", calendar.owner());
    json.put("watchable", calendar.watchable());
    json.put("properties", calendar.properties());
    json.put("access", access);
    json.put("tokensValidFrom", calendar.tokensValidFrom());
    json.put("events", entries(calendar.events()));
    return json;
  }

  private static Calendar calendar(Map<String, Object> json) {
    Calendar calendar =
        new Calendar(
            Json.text(json, "id", ""),
            Json.text(json, "owner", ""),
            Json.flag(json, "watchable"),
            object(json, "properties"));
    Map<String, Object> access = object(json, "access");
    for (String email : access.keySet()) {
      calendar.access().put(email, Role.of(Json.text(access, email, "")));
    }
    calendar.expireTokensBefore(number(json, "tokensValidFrom"));
    restore(calendar.events(), Json.objects(json, "events"));
    return calendar;
  }

  private static List<Map<String, Object>> entries(Book book) {
    return book.inStableOrder().values().stream().map(Snapshot::entry).toList();
  }

  private static Map<String, Object> entry(Entry entry) {
    return Map.of(
        "id", entry.id(),
        "ordinal", entry.ordinal(),
        "changed", entry.changed(),
        "deleted", entry.deleted(),
        "body", entry.body());
  }

  private static void restore(Book book, List<Map<String, Object>> entries) {
    for (Map<String, Object> saved : entries) {
      book.restore(
          new Entry(
              Json.text(saved, "id", ""),
              number(saved, "ordinal"),
              number(saved, "changed"),
              Json.flag(saved, "deleted"),
              object(saved, "body")));
    }
  }

  private static Map<String, Object> object(Map<String, Object> json, String name) {
    Map<String, Object> object = Json.object(json, name);
    return object == null ? Map.of() : object;
  }

  private static long number(Map<String, Object> json, String name) {
    return json.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
