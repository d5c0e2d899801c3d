package dev.calsync.simulator.channel;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A channel and its last message number as JSON, and back. */
final class ChannelSnapshot {
  private ChannelSnapshot() {}

  static Map<String, Object> of(Channel channel, long number) {
    Map<String, Object> json = new HashMap<>();
    json.put("id", channel.id());
    json.put("email", channel.email());
    json.put("clientId", channel.clientId());
    switch (channel.resource()) {
      case Resource.EventsOf(var calendarId) -> json.put("eventsOf", calendarId);
      case Resource.CalendarListOf(var email) -> json.put("calendarListOf", email);
    }
    json.put("resourceId", channel.resourceId());
    json.put("resourceUri", channel.resourceUri());
    json.put("address", channel.address());
    String token = channel.token();
    if (token != null) {
      json.put("token", token);
    }
    json.put("expiration", channel.expiration().toString());
    json.put("number", number);
    return json;
  }

  static Channel channel(Map<String, Object> json) {
    String eventsOf = optional(json, "eventsOf");
    Resource resource =
        eventsOf == null
            ? new Resource.CalendarListOf(text(json, "calendarListOf"))
            : new Resource.EventsOf(eventsOf);
    return new Channel(
        text(json, "id"),
        text(json, "email"),
        text(json, "clientId"),
        resource,
        text(json, "resourceId"),
        text(json, "resourceUri"),
        text(json, "address"),
        optional(json, "token"),
        Instant.parse(text(json, "expiration")));
  }

  static long number(Map<String, Object> json) {
    return json.get("number") instanceof Number number ? number.longValue() : 1;
  }

  private static String text(Map<String, Object> json, String name) {
    return String.valueOf(json.get(name));
  }

  private static @Nullable String optional(Map<String, Object> json, String name) {
    return json.get(name) instanceof String text ? text : null;
  }
}
