package dev.calsync.sync.command;

import dev.calsync.model.EventResource;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event at Google says what an edit wants, however Google words it: it writes moments in
 * the calendar's offset, leaves defaults out and adds what it knows itself. An edit whose answer
 * was lost is recognised by this; compared as text it would be taken for somebody else's.
 *
 * <p>Where this errs, it errs towards "differs": the edit is then told as a conflict.
 */
final class SameMeaning {
  /** What Google need not say, by field. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "anyoneCanAddSelf",
          false,
          "guestsCanInviteOthers",
          true,
          "guestsCanModify",
          false,
          "guestsCanSeeOtherGuests",
          true,
          "responseStatus",
          "needsAction",
          "additionalGuests",
          0,
          "optional",
          false,
          "status",
          "confirmed",
          "transparency",
          "opaque",
          "visibility",
          "default");

  private SameMeaning() {}

  /** Whether all that {@code wanted} names is in {@code server}. */
  static boolean carries(EventResource server, EventResource wanted) {
    return fields(server.fields(), wanted.fields());
  }

  /** Google may say more than was wanted. */
  private static boolean fields(
      Map<String, @Nullable Object> server, Map<String, @Nullable Object> wanted) {
    return wanted.entrySet().stream()
        .allMatch(field -> value(field.getKey(), server.get(field.getKey()), field.getValue()));
  }

  private static boolean value(String field, @Nullable Object server, @Nullable Object wanted) {
    if (isNothing(field, server) && isNothing(field, wanted)) {
      return true;
    }
    return switch (field) {
      case "start", "end" -> time(object(server), object(wanted));
      case "recurrence" -> rules(server).equals(rules(wanted));
      case "attendees" -> attendees(objects(server), objects(wanted));
      case "overrides" -> Set.copyOf(objects(server)).equals(Set.copyOf(objects(wanted)));
      // Keys that are no longer wanted must be gone.
      case "extendedProperties" -> properties(server).equals(properties(wanted));
      case "useDefault" -> Boolean.TRUE.equals(server) == Boolean.TRUE.equals(wanted);
      default -> any(field, server, wanted);
    };
  }

  private static boolean any(String field, @Nullable Object server, @Nullable Object wanted) {
    if (wanted instanceof Map<?, ?>) {
      return server instanceof Map<?, ?> && fields(object(server), object(wanted));
    }
    if (wanted instanceof List<?> list) {
      return server instanceof List<?> others && all(field, others, list);
    }
    if (wanted instanceof Number a && server instanceof Number b) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }
    if (wanted instanceof String a && server instanceof String b) {
      return lines(a).equals(lines(b));
    }
    return Objects.equals(server, wanted);
  }

  private static boolean all(String field, List<?> server, List<?> wanted) {
    if (server.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!any(field, server.get(i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNothing(String field, @Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text when text.isBlank() -> true;
      case Collection<?> list when list.isEmpty() -> true;
      case Map<?, ?> map when map.isEmpty() -> true;
      default -> value.equals(DEFAULTS.get(field));
    };
  }

  /** The same day, or the same moment; a zone that is wanted must be there, by whatever name. */
  private static boolean time(
      Map<String, @Nullable Object> server, Map<String, @Nullable Object> wanted) {
    if (wanted.get("date") != null || server.get("date") != null) {
      return Objects.equals(server.get("date"), wanted.get("date"));
    }
    try {
      Object zone = wanted.get("timeZone");
      return instant(server).equals(instant(wanted))
          && (zone == null
              || zone(zone).getRules().equals(zone(server.get("timeZone")).getRules()));
    } catch (DateTimeException _) {
      return server.equals(wanted);
    }
  }

  private static Instant instant(Map<String, @Nullable Object> time) {
    String text = String.valueOf(time.get("dateTime"));
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return LocalDateTime.parse(text).atZone(zone(time.get("timeZone"))).toInstant();
    }
  }

  private static ZoneId zone(@Nullable Object name) {
    return ZoneId.of(String.valueOf(name));
  }

  /** Rules are sets of parts, in any order; an interval of one need not be said. */
  private static Set<String> rules(@Nullable Object lines) {
    return texts(lines)
        .map(line -> {
          String[] halves = line.strip().toUpperCase(Locale.ROOT).split(":", 2);
          String value = halves.length == 1 ? "" : halves[1];
          return halves[0] + ":" + (halves[0].endsWith("RULE") ? parts(value) : dates(value));
        })
        .collect(Collectors.toSet());
  }

  private static String parts(String rule) {
    return Stream.of(rule.split(";", -1))
        .filter(part -> !part.isBlank() && !part.equals("INTERVAL=1"))
        .sorted()
        .collect(Collectors.joining(";"));
  }

  private static String dates(String values) {
    return Stream.of(values.split(",", -1)).sorted().collect(Collectors.joining(","));
  }

  /** The same people, in any order, of each what is wanted. */
  private static boolean attendees(
      List<Map<String, @Nullable Object>> server, List<Map<String, @Nullable Object>> wanted) {
    Map<String, Map<String, @Nullable Object>> here = byEmail(server);
    Map<String, Map<String, @Nullable Object>> there = byEmail(wanted);
    if (!here.keySet().equals(there.keySet())) {
      return false;
    }
    for (String email : there.keySet()) {
      if (!fields(object(here.get(email)), withoutEmail(object(there.get(email))))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Map<String, @Nullable Object>> byEmail(
      List<Map<String, @Nullable Object>> attendees) {
    Map<String, Map<String, @Nullable Object>> byEmail = new TreeMap<>();
    attendees.forEach(attendee ->
        byEmail.put(String.valueOf(attendee.get("email")).toLowerCase(Locale.ROOT), attendee));
    return byEmail;
  }

  private static Map<String, @Nullable Object> withoutEmail(
      Map<String, @Nullable Object> attendee) {
    Map<String, @Nullable Object> rest = new TreeMap<>(attendee);
    rest.remove("email");
    return rest;
  }

  private static Map<String, @Nullable Object> properties(@Nullable Object extended) {
    Map<String, @Nullable Object> said = new TreeMap<>(object(extended));
    said.values().removeIf(value -> value == null || Map.of().equals(value));
    return said;
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private static Stream<String> texts(@Nullable Object list) {
    return list instanceof List<?> texts ? texts.stream().map(String::valueOf) : Stream.of();
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  private static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(SameMeaning::object).toList()
        : List.of();
  }
}
