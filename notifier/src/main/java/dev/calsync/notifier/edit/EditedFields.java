package dev.calsync.notifier.edit;

import dev.calsync.model.EventResource;
import dev.calsync.model.Keepable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the fields of an edit, before they travel. */
final class EditedFields {
  static final int MAX_SUMMARY = 1024;
  static final int MAX_DESCRIPTION = 8192; // Google cuts what is longer
  static final int MAX_RECURRENCE_LINES = 100;
  static final String KEEPABLE = "text without NUL characters and halves of surrogate pairs";

  /** What a client may set; everything else is Google's to say. */
  private static final Map<String, FieldKind> SETTABLE =
      Map.ofEntries(
          Map.entry("anyoneCanAddSelf", FieldKind.FLAG),
          Map.entry("attachments", FieldKind.OBJECTS),
          Map.entry("attendees", FieldKind.OBJECTS),
          Map.entry("colorId", FieldKind.TEXT),
          Map.entry("conferenceData", FieldKind.OBJECT),
          Map.entry("description", FieldKind.TEXT),
          Map.entry("end", FieldKind.OBJECT),
          Map.entry("extendedProperties", FieldKind.OBJECT),
          Map.entry("guestsCanInviteOthers", FieldKind.FLAG),
          Map.entry("guestsCanModify", FieldKind.FLAG),
          Map.entry("guestsCanSeeOtherGuests", FieldKind.FLAG),
          Map.entry("location", FieldKind.TEXT),
          Map.entry("recurrence", FieldKind.TEXTS),
          Map.entry("reminders", FieldKind.OBJECT),
          Map.entry("source", FieldKind.OBJECT),
          Map.entry("start", FieldKind.OBJECT),
          Map.entry("status", FieldKind.TEXT),
          Map.entry("summary", FieldKind.TEXT),
          Map.entry("transparency", FieldKind.TEXT),
          Map.entry("visibility", FieldKind.TEXT));

  /** What a guest may set on the own copy. */
  static final Set<String> OWN_COPY =
      Set.of("attendees", "colorId", "reminders", "transparency", "visibility");

  private EditedFields() {}

  /**
   * @param field as in the request
   */
  record Fault(String field, String expected) {}

  /** The first thing wrong with a new event. */
  static Optional<Fault> inNew(EventResource event) {
    if (event.object("start").isEmpty()) {
      return fault("start", "a date or a dateTime");
    }
    if (event.object("end").isEmpty()) {
      return fault("end", "a date or a dateTime");
    }
    return inChanged(event);
  }

  /** The first thing wrong with a change. */
  static Optional<Fault> inChanged(EventResource event) {
    if (event.fields().isEmpty()) {
      return fault("event", "one field or more");
    }
    return kinds(event).or(() -> texts(event)).or(() -> times(event)).or(() -> recurrence(event));
  }

  private static Optional<Fault> kinds(EventResource event) {
    for (String field : event.fields().keySet()) {
      FieldKind kind = SETTABLE.get(field);
      if (!isKeepable(field)) { // and cannot be named
        return fault("event", "fields whose names have " + KEEPABLE);
      }
      if (kind == null) {
        return fault(field, "absence: it is not a client's to set");
      }
      if (!kind.takes(event.fields().get(field))) {
        return fault(field, kind.expected());
      }
      if (!isKeepable(event.fields().get(field))) {
        return fault(field, KEEPABLE);
      }
    }
    return Optional.empty();
  }

  /** Whether all of its text, however deep, can be sent on and written down. */
  static boolean isKeepable(@Nullable Object value) {
    return switch (value) {
      case String text -> Keepable.isText(text);
      case List<?> list -> list.stream().allMatch(EditedFields::isKeepable);
      case Map<?, ?> map ->
          map.keySet().stream().allMatch(EditedFields::isKeepable)
              && map.values().stream().allMatch(EditedFields::isKeepable);
      case null, default -> true;
    };
  }

  private static Optional<Fault> texts(EventResource event) {
    if (!isText(event, "summary", MAX_SUMMARY)) {
      return fault("summary", "text of at most " + MAX_SUMMARY + " characters");
    }
    if (!isText(event, "location", MAX_SUMMARY)) {
      return fault("location", "text of at most " + MAX_SUMMARY + " characters");
    }
    if (!isText(event, "description", MAX_DESCRIPTION)) {
      return fault("description", "text of at most " + MAX_DESCRIPTION + " characters");
    }
    Object status = event.fields().get("status");
    if (status != null && !"confirmed".equals(status) && !"tentative".equals(status)) {
      return fault("status", "confirmed or tentative; DELETE removes");
    }
    return Optional.empty();
  }

  private static boolean isText(EventResource event, String field, int limit) {
    Object value = event.fields().get(field);
    return value == null || (value instanceof String text && text.length() <= limit);
  }

  private static Optional<Fault> times(EventResource event) {
    for (String field : List.of("start", "end")) {
      if (event.fields().containsKey(field) && EditedTime.of(event.object(field)).isEmpty()) {
        return fault(
            field, "date (2026-03-01), or dateTime with an offset or a timeZone that is known");
      }
    }
    Optional<OffsetDateTime> start = EditedTime.of(event.object("start"));
    Optional<OffsetDateTime> end = EditedTime.of(event.object("end"));
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    boolean days = isDay(event.object("start"));
    if (days != isDay(event.object("end"))) {
      return fault("end", "the same kind as start, date or dateTime");
    }
    boolean inOrder = days ? end.get().isAfter(start.get()) : !end.get().isBefore(start.get());
    return inOrder ? Optional.empty() : fault("end", "later than start");
  }

  private static Optional<Fault> recurrence(EventResource event) {
    Object lines = event.fields().get("recurrence");
    if (lines == null) {
      return Optional.empty();
    }
    boolean valid =
        lines instanceof List<?> list
            && list.size() <= MAX_RECURRENCE_LINES
            && list.stream().allMatch(EditedFields::isRecurrenceLine);
    return valid ? Optional.empty() : fault("recurrence", "lines of RRULE, RDATE, EXDATE, EXRULE");
  }

  private static boolean isRecurrenceLine(@Nullable Object line) {
    return line instanceof String text
        && text.matches("(RRULE|EXRULE|RDATE|EXDATE)[:;]\\P{Cntrl}+");
  }

  private static boolean isDay(Map<String, @Nullable Object> time) {
    return time.get("date") != null;
  }

  private static Optional<Fault> fault(String field, String expected) {
    return Optional.of(new Fault(field, expected));
  }
}
