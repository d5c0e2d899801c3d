package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the fields of an event can hold that clients write (Calendar API v3, Events resource). */
final class EventKinds {
  /** So much of a value is repeated in the error. */
  private static final int REPEATED = 100;

  private static final List<Field> FIELDS =
      Stream.of(
              fields(
                  "a text",
                  String.class::isInstance,
                  "id",
                  "summary",
                  "description",
                  "location",
                  "colorId",
                  "eventType",
                  "iCalUID",
                  "recurringEventId"),
              fields(
                  "true or false",
                  Boolean.class::isInstance,
                  "anyoneCanAddSelf",
                  "attendeesOmitted",
                  "endTimeUnspecified",
                  "guestsCanInviteOthers",
                  "guestsCanModify",
                  "guestsCanSeeOtherGuests",
                  "locked",
                  "privateCopy"),
              fields("a whole number of 32 bits", Integer.class::isInstance, "sequence"),
              fields(
                  "an object",
                  Map.class::isInstance,
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
                  "workingLocationProperties"),
              fields("a list of texts", listOf(String.class), "recurrence"),
              fields("a list of objects", listOf(Map.class), "attendees", "attachments"),
              words("status", "confirmed", "tentative", "cancelled"),
              words("transparency", "opaque", "transparent"),
              words("visibility", "default", "public", "private", "confidential"))
          .flatMap(Function.identity())
          .toList();

  private static final List<Field> OF_A_GUEST =
      words("responseStatus", "needsAction", "declined", "tentative", "accepted").toList();

  private EventKinds() {}

  /** Refuses a value that its field cannot hold; what is not known here may be anything. */
  static void check(Map<String, Object> given) {
    FIELDS.forEach(field -> field.check(given));
    for (Map<String, Object> guest : Json.objects(given, "attendees")) {
      OF_A_GUEST.forEach(field -> field.check(guest));
    }
  }

  private static Stream<Field> fields(String expected, Predicate<Object> holds, String... names) {
    return Arrays.stream(names).map(name -> new Field(name, expected, holds));
  }

  private static Stream<Field> words(String name, String... words) {
    return fields(String.join(", ", words), Set.of(words)::contains, name);
  }

  private static Predicate<Object> listOf(Class<?> kind) {
    return value -> value instanceof List<?> list && list.stream().allMatch(kind::isInstance);
  }

  private record Field(String name, String expected, Predicate<Object> holds) {
    void check(Map<String, Object> given) {
      Object value = given.get(name);
      if (value != null && !holds.test(value)) {
        String text = String.valueOf(value);
        throw GoogleError.invalid(
            "%s: %s (expected: %s)"
                .formatted(name, text.substring(0, Math.min(text.length(), REPEATED)), expected));
      }
    }
  }
}
