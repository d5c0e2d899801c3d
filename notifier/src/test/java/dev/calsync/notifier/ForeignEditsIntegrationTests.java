package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.World.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever is not its author's is not there for any edit, be it what is edited or where it goes.
 */
class ForeignEditsIntegrationTests extends Editing {
  private static final String NEW =
      """
      {"event": {"summary": "x", "start": {"date": "2026-03-03"}, "end": {"date": "2026-03-04"}}}
      """;
  private static final String RENAMED = "{\"event\": {\"summary\": \"x\"}}";
  private static final String DECLINED = "{\"response\": \"declined\"}";
  private static final String JOINED =
      """
      {"recurrence": ["RRULE:FREQ=DAILY"], "following": {"id": "later", "etag": "1"}}
      """;

  @Autowired private MeterRegistry meters;

  private Person grace;
  private CalendarId hers;
  private CalendarId adasOther;

  /** Grace's calendar has an event of its own; Ada's has what each edit needs. */
  @BeforeEach
  void twoPeople() {
    grace = world.person();
    hers = world.calendar(grace, "owner");
    adasOther = world.calendar(ada, "owner");
    world.holds(hers, series("own"));
    holdsSeries();
    world.holds(work, series("later"));
    world.holds(work, series("invited"));
  }

  @Test
  void nothingOfAnothersIsChanged() {
    for (Attempt attempt : onAdasCalendar()) {
      assertThat(made(grace, work, attempt)).as("Grace: %s", attempt).isEqualTo(404);
      assertThat(made(ada, work, attempt)).as("Ada: %s", attempt).isEqualTo(202);
    }
  }

  @Test
  void nothingOfAnothersIsReachedThroughACalendarOfOnesOwn() {
    double before = accepted();
    for (Attempt attempt : onAdasCalendar()) {
      if (!attempt.path().isEmpty()) {
        assertThat(made(grace, hers, attempt)).as("Grace: %s", attempt).isEqualTo(404);
      }
    }
    for (Attempt attempt :
        List.of(
            new Attempt("POST", "/own/move", to(work)), new Attempt("POST", "/own/join", JOINED))) {
      assertThat(made(grace, hers, attempt)).as("Grace: %s", attempt).isEqualTo(404);
    }
    assertThat(accepted()).isEqualTo(before);
  }

  private List<Attempt> onAdasCalendar() {
    String fourth = "/series_20260305T090000Z";
    return List.of(
        new Attempt("POST", "", NEW),
        new Attempt("PATCH", "/single", RENAMED),
        new Attempt("PATCH", "/series?scope=all", RENAMED),
        new Attempt("PATCH", fourth + "?scope=this", RENAMED),
        new Attempt("PATCH", fourth + "?scope=following", RENAMED),
        new Attempt("DELETE", "/single", ""),
        new Attempt("DELETE", "/series?scope=all", ""),
        new Attempt("DELETE", fourth + "?scope=this", ""),
        new Attempt("DELETE", fourth + "?scope=following", ""),
        new Attempt("POST", "/single/move", to(adasOther)),
        new Attempt("POST", "/invited/response?scope=all", DECLINED),
        new Attempt("POST", "/invited_20260305T090000Z/response", DECLINED),
        new Attempt("POST", "/series/join", JOINED));
  }

  /** Something done to an event of a calendar, named by its path below the calendar's events. */
  private record Attempt(String method, String path, String body) {}

  private int made(Person author, CalendarId calendar, Attempt attempt) {
    String path = "/api/calendars/" + calendar + "/events" + attempt.path();
    return api.write(attempt.method(), author, path, attempt.body(), "If-Match", "\"1\"").status();
  }

  private double accepted() {
    return meters.counter("calsync.commands", "outcome", "accepted").count();
  }

  private static String to(CalendarId destination) {
    return "{\"destination\": \"" + destination + "\"}";
  }

  /** A daily series whose organizer and guest is whoever has the calendar. */
  private static Map<String, Object> series(String id) {
    return Map.of(
        "id", id,
        "etag", "\"1\"",
        "organizer", Map.of("self", true),
        "attendees", List.of(Map.of("email", "ada@example.com", "self", true)),
        "start", Map.of("dateTime", "2026-03-02T09:00:00Z", "timeZone", "UTC"),
        "end", Map.of("dateTime", "2026-03-02T10:00:00Z", "timeZone", "UTC"),
        "recurrence", List.of("RRULE:FREQ=DAILY"));
  }
}
