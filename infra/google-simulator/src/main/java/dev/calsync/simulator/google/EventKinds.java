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

  private static final String TEXT = "a text";
  private static final String FLAG = "true or false";
  private static final String NUMBER = "a whole number of 32 bits";

  private static final List<Field> FIELDS =
      Stream.of(
              fields(
                  TEXT,
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
                  FLAG,
                  Boolean.class::isInstance,
                  "anyoneCanAddSelf",
                  "attendeesOmitted",
                  "endTimeUnspecified",
                  "guestsCanInviteOthers",
                  "guestsCanModify",
                  "guestsCanSeeOtherGuests",
                  "locked",
                  "privateCopy"),
              fields(NUMBER, Integer.class::isInstance, "sequence"),
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
      Stream.of(
              fields(TEXT, String.class::isInstance, "id", "email", "displayName", "comment"),
              fields(FLAG, Boolean.class::isInstance, "optional", "resource", "organizer", "self"),
              fields(NUMBER, Integer.class::isInstance, "additionalGuests"),
              words("responseStatus", "needsAction", "declined", "tentative", "accepted"))
          .flatMap(Function.identity())
          .toList();

  private static final List<Field> OF_A_TIME =
      fields(TEXT, String.class::isInstance, "date", "dateTime", "timeZone").toList();

  private static final List<Field> OF_REMINDERS =
      Stream.concat(
              fields(FLAG, Boolean.class::isInstance, "useDefault"),
              fields("a list of objects", listOf(Map.class), "overrides"))
          .toList();

  private static final List<Field> OF_A_REMINDER =
      Stream.concat(
              words("method", "email", "popup"),
              fields(NUMBER, Integer.class::isInstance, "minutes"))
          .toList();

  private static final List<Field> OF_A_LINK =
      fields(TEXT, String.class::isInstance, "title", "url", "fileUrl", "fileId", "mimeType")
          .toList();

  private static final List<Field> OF_PROPERTIES =
      fields("an object", Map.class::isInstance, "private", "shared").toList();

  private EventKinds() {}

  /** Refuses a value that its field cannot hold; what is not known here may be anything. */
  static void check(Map<String, Object> given) {
    check("", given, FIELDS);
    for (String time : List.of("start", "end", "originalStartTime")) {
      checkInside(time, given, OF_A_TIME);
    }
    checkInside("source", given, OF_A_LINK);
    checkInside("extendedProperties", given, OF_PROPERTIES);
    checkInside("reminders", given, OF_REMINDERS);
    Map<String, Object> reminders = Json.object(given, "reminders");
    if (reminders != null) {
      Json.objects(reminders, "overrides")
          .forEach(each -> check("reminders.overrides.", each, OF_A_REMINDER));
    }
    Json.objects(given, "attendees").forEach(each -> check("attendees.", each, OF_A_GUEST));
    Json.objects(given, "attachments").forEach(each -> check("attachments.", each, OF_A_LINK));
  }

  private static void checkInside(String name, Map<String, Object> given, List<Field> fields) {
    Map<String, Object> inside = Json.object(given, name);
    if (inside != null) {
      check(name + ".", inside, fields);
    }
  }

  private static void check(String above, Map<String, Object> given, List<Field> fields) {
    fields.forEach(field -> field.check(above, given));
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
    void check(String above, Map<String, Object> given) {
      Object value = given.get(name);
      if (value != null && !holds.test(value)) {
        String text = String.valueOf(value);
        throw GoogleError.invalid(
            "%s%s: %s (expected: %s)"
                .formatted(
                    above, name, text.substring(0, Math.min(text.length(), REPEATED)), expected));
      }
    }
  }
}
