package dev.calsync.simulator.google;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One calendar: what is said of it, who may see it, and its events. */
final class Calendar {
  private final String id;
  private final String owner;
  private final boolean watchable;
  private final Map<String, Role> access = new LinkedHashMap<>();
  private final Book events = new Book();
  private final ReadLag lag = new ReadLag();
  private final Map<String, Set<String>> invited = new HashMap<>();
  private Map<String, Object> properties;
  private ZoneId zone;
  private long tokensValidFrom;

  Calendar(String id, String owner, boolean watchable, Map<String, Object> properties) {
    this.id = id;
    this.owner = owner;
    this.watchable = watchable;
    this.properties = properties;
    this.zone = zone(properties);
  }

  String id() {
    return id;
  }

  String owner() {
    return owner;
  }

  /** Generated calendars, such as holidays, have no push (infra/docs/google-calendar.md §2.2). */
  boolean watchable() {
    return watchable;
  }

  boolean isPrimary() {
    return id.equals(owner);
  }

  Book events() {
    return events;
  }

  ReadLag lag() {
    return lag;
  }

  /** Whose calendars hold copies of this event (only those of events organized here). */
  Set<String> invited(String eventId) {
    return invited.getOrDefault(eventId, Set.of());
  }

  void invited(String eventId, Set<String> guests) {
    if (guests.isEmpty()) {
      invited.remove(eventId);
    } else {
      invited.put(eventId, guests);
    }
  }

  Map<String, Object> properties() {
    return properties;
  }

  void describe(Map<String, Object> newProperties) {
    zone = zone(newProperties);
    properties = newProperties;
  }

  String summary() {
    return Json.text(properties, "summary", id);
  }

  ZoneId zone() {
    return zone;
  }

  private static ZoneId zone(Map<String, Object> properties) {
    return EventTime.zone(Json.text(properties, "timeZone"), ZoneId.of("UTC"));
  }

  @Nullable Role roleOf(String email) {
    return access.get(email);
  }

  Map<String, Role> access() {
    return access;
  }

  long tokensValidFrom() {
    return tokensValidFrom;
  }

  /** Sync tokens from before this stamp are answered by 410 from now on. */
  void expireTokensBefore(long stamp) {
    tokensValidFrom = stamp;
  }
}
