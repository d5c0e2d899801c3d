package dev.calsync.notifier.view;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.calsync.model.EventResource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why something is not to be edited: said before anybody tries. */
public enum ReadOnly {
  CALENDAR("this calendar is read-only for you"),
  REAUTHORIZE("this calendar's account has to be connected again first"),
  ACCESS_LOST("Google no longer lets this account see this calendar"),
  KIND("events of this kind cannot be changed"),
  GUEST("only its organizer may change this event"),
  LOCKED("this event is locked");

  private final String sentence;

  ReadOnly(String sentence) {
    this.sentence = sentence;
  }

  /** For programs and for the page's table of sentences. */
  @JsonValue
  public String code() {
    return this == ACCESS_LOST ? "accessLost" : name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /** Why nothing may be written to this calendar, or null. */
  static @Nullable ReadOnly of(CalendarView calendar) {
    return switch (calendar.health().state()) {
      case NEEDS_REAUTHORIZATION -> REAUTHORIZE;
      case ACCESS_LOST -> ACCESS_LOST;
      case LIVE, POLLING, SYNCING -> calendar.writable() ? null : CALENDAR;
    };
  }

  /** Why somebody who may write in its calendar must leave this event alone, or null. */
  static @Nullable ReadOnly of(CalendarView calendar, EventResource event) {
    ReadOnly ofCalendar = of(calendar);
    return ofCalendar == null ? of(event) : ofCalendar;
  }

  private static @Nullable ReadOnly of(EventResource event) {
    String type = event.text("eventType");
    if (type != null && !type.equals("default")) {
      return KIND;
    }
    if (isSomebodyElses(event)) {
      return GUEST;
    }
    return Boolean.TRUE.equals(event.fields().get("locked")) ? LOCKED : null;
  }

  private static boolean isSomebodyElses(EventResource event) {
    Map<String, @Nullable Object> organizer = event.object("organizer");
    return !organizer.isEmpty()
        && !Boolean.TRUE.equals(organizer.get("self"))
        && !Boolean.TRUE.equals(event.fields().get("guestsCanModify"));
  }
}
