package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What kind of value each field of an event holds (Calendar API v3, Events resource). */
final class EventKinds {
  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "status", List.of("confirmed", "tentative", "cancelled"),
          "transparency", List.of("opaque", "transparent"),
          "visibility", List.of("default", "public", "private", "confidential"));

  static {
    all(
        Kind.TEXT,
        "id",
        "summary",
        "description",
        "location",
        "colorId",
        "status",
        "transparency",
        "visibility",
        "eventType",
        "iCalUID",
        "recurringEventId");
    all(
        Kind.FLAG,
        "anyoneCanAddSelf",
        "attendeesOmitted",
        "guestsCanInviteOthers",
        "guestsCanModify",
        "guestsCanSeeOtherGuests",
        "privateCopy");
    all(Kind.NUMBER, "sequence");
    all(
        Kind.OBJECT,
        "start",
        "end",
        "originalStartTime",
        "reminders",
        "extendedProperties",
        "conferenceData",
        "source",
        "birthdayProperties",
        "focusTimeProperties",
        "outOfOfficeProperties",
        "workingLocationProperties");
    all(Kind.TEXTS, "recurrence");
    all(Kind.OBJECTS, "attendees", "attachments");
  }

  private EventKinds() {}

  /** Refuses a value that its field cannot hold; fields that are not known here may hold any. */
  static void check(Map<String, Object> event) {
    KINDS.forEach((name, kind) -> {
      Object value = event.get(name);
      if (value != null && !kind.holds(value)) {
        throw GoogleError.invalid("%s: %s (expected: %s)".formatted(name, value, kind.words));
      }
    });
    WORDS.forEach((name, words) -> {
      Object value = event.get(name);
      if (value instanceof String word && !words.contains(word)) {
        throw GoogleError.invalid(
            "%s: %s (expected: %s)".formatted(name, word, String.join(", ", words)));
      }
    });
  }

  private static void all(Kind kind, String... names) {
    for (String name : names) {
      KINDS.put(name, kind);
    }
  }

  private enum Kind {
    TEXT("a text"),
    FLAG("true or false"),
    NUMBER("a whole number"),
    OBJECT("an object"),
    TEXTS("a list of texts"),
    OBJECTS("a list of objects");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    boolean holds(Object value) {
      return switch (this) {
        case TEXT -> value instanceof String;
        case FLAG -> value instanceof Boolean;
        case NUMBER -> value instanceof Integer;
        case OBJECT -> value instanceof Map<?, ?>;
        case TEXTS ->
            value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        case OBJECTS ->
            value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
      };
    }
  }
}
