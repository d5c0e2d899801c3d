package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients may write of each type of event (infra/docs/google-calendar.md §1.10, §7.11). */
final class EventTypes {
  private EventTypes() {}

  static void checkNew(Calendar calendar, Map<String, Object> event) {
    String type = Json.text(event, "eventType", "default");
    if (type.equals("fromGmail")) {
      throw GoogleError.invalid("Events of type 'fromGmail' cannot be created.");
    }
    check(calendar, type, event);
  }

  /** The type of an event is its own for ever. */
  static void checkChange(Calendar calendar, Entry old, Map<String, Object> wanted) {
    String type = Json.text(old.body(), "eventType", "default");
    if (!Json.text(wanted, "eventType", type).equals(type)) {
      throw GoogleError.invalid("Event type cannot be changed.");
    }
    if (type.equals("fromGmail")) {
      throw GoogleError.invalid("Bad Request");
    }
    if (!"cancelled".equals(wanted.get("status"))) {
      check(calendar, type, wanted);
    }
  }

  private static void check(Calendar calendar, String type, Map<String, Object> event) {
    if (type.equals("workingLocation") != event.containsKey("workingLocationProperties")) {
      throw GoogleError.invalid(
          "workingLocationProperties requires an event type of workingLocation, and vice versa.");
    }
    switch (type) {
      case "default" -> {}
      case "birthday" -> checkBirthday(event);
      case "focusTime", "outOfOffice" -> {
        checkPrimary(calendar, type);
        checkIs(event, "transparency", "opaque", type);
        Map<String, Object> start = Json.object(event, "start");
        if (start != null && start.get("date") != null) {
          throw GoogleError.invalid("Events of type '" + type + "' must not be all-day.");
        }
      }
      case "workingLocation" -> {
        checkPrimary(calendar, type);
        checkIs(event, "visibility", "public", type);
        checkIs(event, "transparency", "transparent", type);
      }
      // A type that is too new for this simulator, made in Google's own pages.
      default -> throw GoogleError.invalid("Invalid event type.");
    }
  }

  private static void checkBirthday(Map<String, Object> event) {
    if (properties(event, "private") != null) {
      throw GoogleError.invalid("'birthday' event type must not have private extended properties.");
    }
    Map<String, Object> birthday = Json.object(event, "birthdayProperties");
    if (birthday != null && !Json.text(birthday, "type", "birthday").equals("birthday")) {
      throw GoogleError.invalid("Only birthdays of type 'birthday' can be created.");
    }
  }

  private static @Nullable Map<String, Object> properties(Map<String, Object> event, String kind) {
    Map<String, Object> extended = Json.object(event, "extendedProperties");
    return extended == null ? null : Json.object(extended, kind);
  }

  private static void checkPrimary(Calendar calendar, String type) {
    if (!calendar.isPrimary()) {
      throw GoogleError.invalid(
          "Events of type '" + type + "' can only be created on primary calendars.");
    }
  }

  private static void checkIs(
      Map<String, Object> event, String name, String expected, String type) {
    boolean free = name.equals("transparency") && expected.equals("opaque");
    if (!Json.text(event, name, free ? expected : "").equals(expected)) {
      throw GoogleError.invalid(
          "Events of type '" + type + "' must have " + name + " '" + expected + "'.");
    }
  }
}
