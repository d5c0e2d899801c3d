package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.event;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event must be to be taken: infra/docs/google-calendar.md §1.4 to §1.6, §4.5, §4.6. */
class InsertTests {
  private static final String END = "9999-12-31T23:59:59Z";

  private final World world = new World();

  @Test
  @DisplayName("google-calendar.md §1.7: what was read and is sent again is an event of its own")
  @Shows("§7.7 an insert sets anew what only Google sets")
  void whatWasReadAndIsSentAgainIsAnEventOfItsOwn() {
    Map<String, Object> read = new LinkedHashMap<>(world.insert(lunch()));
    world.clock.advance(Duration.ofHours(1));
    for (String name : List.of("created", "updated", "htmlLink", "etag", "creator", "organizer")) {
      read.put(name, name.equals("creator") ? Map.of("email", "x@example.com") : "of another");
    }
    read.putAll(Map.of("hangoutLink", "https://meet.example/", "locked", true));
    read.putAll(Map.of("attendeesOmitted", true, "id", "anotherid1"));
    Map<String, Object> fresh = world.insert(lunch());
    Map<String, Object> copy = world.insert(read);
    assertThat(copy.keySet()).isEqualTo(fresh.keySet());
    assertThat(copy)
        .containsEntry("created", "2026-03-02T09:00:00.000Z")
        .containsEntry("updated", fresh.get("updated"))
        .containsEntry("htmlLink", "https://www.google.com/calendar/event?eid=anotherid1")
        .containsEntry("creator", fresh.get("creator"))
        .containsEntry("organizer", fresh.get("organizer"));
  }

  @Test
  void theLinksOfAnEventAreToBeSetInGooglesOwnPages() {
    Map<String, Object> links = Map.of("htmlLink", "https://a/", "hangoutLink", "https://b/");
    Map<String, Object> event = lunch();
    event.putAll(links);
    assertThat(world.google.person(ADA).create("primary", event)).containsAllEntriesOf(links);
    String id = world.google.administration().insertAll(ADA, List.of(event)).getFirst();
    assertThat(world.get(id)).containsAllEntriesOf(links);
  }

  @Test
  @DisplayName("google-calendar.md §1.5: an instance that was read and is sent again stands alone")
  @Shows("§7.7 an insert sets anew what only Google sets")
  void anInstanceThatWasReadAndIsSentAgainStandsAlone() {
    String series = world.insertId(weekly());
    Map<String, Object> read = new HashMap<>(world.get(series + "_20260309T090000Z"));
    read.put("id", "anotherid1");
    assertThat(world.insert(read)).doesNotContainKeys("recurringEventId", "originalStartTime");
    world.events.delete(ADA, "primary", "anotherid1", null);
    assertThat(ids(world.list())).containsExactly(series);
  }

  @Test
  @DisplayName("google-calendar.md §1.4: what is cancelled from the first is a tombstone")
  @Shows("§7.5 what is cancelled when it is inserted is a tombstone")
  void whatIsCancelledFromTheFirstIsATombstone() {
    String token = world.syncToken();
    Map<String, Object> event = lunch();
    event.put("status", "cancelled");
    String id = world.insertId(event);
    assertThat(items(world.list())).isEmpty();
    assertThat(items(world.list("syncToken", token)).getFirst())
        .containsOnlyKeys("kind", "etag", "id", "status");
    assertRefused(410, "deleted", () -> world.events.delete(ADA, "primary", id, null));
  }

  @Test
  @DisplayName("google-calendar.md §4.5: of many events all are taken or none")
  void ofManyEventsAllAreTakenOrNone() {
    world.events.watch(ADA, "client", "primary", World.channel("one"));
    world.pushes.clear();
    Map<String, Object> backwards = event("Back", "2026-03-02T12:00:00Z", "2026-03-02T11:00:00Z");
    Map<String, Object> named = lunch();
    named.put("id", "abcde12345");
    var administration = world.google.administration();
    assertRefused(
        400, "timeRangeEmpty", () -> administration.insertAll(ADA, List.of(lunch(), backwards)));
    assertRefused(409, "duplicate", () -> administration.insertAll(ADA, List.of(named, named)));
    assertThat(items(world.list())).isEmpty();
    assertThat(world.pushes).isEmpty();
    assertThat(administration.insertAll(ADA, List.of(named, lunch()))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RDATE",
        "RDATE:",
        "EXDATE:yesterday",
        "EXDATE:20260309T090000Z,",
        "EXDATE:20261309T090000Z",
        "RDATE:20260230",
        "RDATE;VALUE=DATE:20260309T090000Z",
        "RDATE;VALUE=PERIOD:20260309T090000Z/soon",
        "RDATE;VALUE=PERIOD:20260309T090000Z/Psoon",
        "EXDATE;TZID=Nowhere/At_All:20260309T100000",
        "EXDATE;TZID=:20260309T100000",
        "RRULE:FREQ=SOMETIMES",
        "RRULE:FREQ=DAILY;UNTIL=99999999T000000Z",
        "RRULE:FREQ=DAILY;UNTIL=later",
        "RRULE:FREQ=DAILY;COUNT=many",
        "RRULE:FREQ=DAILY;COUNT=0",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;INTERVAL=99999999999",
        "RRULE:FREQ=WEEKLY;BYDAY=XX",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=99",
        "DTSTART:20260309T090000Z"
      })
  @DisplayName("google-calendar.md §1.5: a line of a recurrence that says nothing is refused")
  void aLineOfARecurrenceThatSaysNothingIsRefused(String line) {
    Map<String, Object> recurrence =
        Map.of("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=5", line));
    Map<String, Object> wrong = weekly();
    wrong.putAll(recurrence);
    String id = world.insertId(weekly());
    assertNoRecurrence(() -> world.insert(wrong));
    assertNoRecurrence(() -> world.events.patch(ADA, "primary", id, recurrence, null));
    assertThat(ids(world.list("singleEvents", "true"))).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RDATE:20260303T090000Z",
        "RDATE;TZID=Europe/Berlin:20260303T100000",
        "RDATE;VALUE=DATE-TIME;TZID=Europe/Berlin:20260303T100000,20260302T100000",
        "RDATE:20260303T100000",
        "RDATE;VALUE=DATE:20260303",
        "RDATE:20260303",
        "RDATE;VALUE=PERIOD:20260303T090000Z/PT1H,20260302T090000Z/P1W",
        "RDATE;VALUE=PERIOD:20260303T090000Z/20260303T100000Z"
      })
  @DisplayName("google-calendar.md §1.5: a date beside the rule may be written in many ways")
  void aDateBesideTheRuleMayBeWrittenInManyWays(String line) {
    Map<String, Object> event = weekly();
    event.put("recurrence", List.of("RRULE:FREQ=WEEKLY;COUNT=2", line));
    String id = world.insertId(event);
    assertThat(ids(world.list("singleEvents", "true")))
        .containsExactly(
            id + "_20260302T090000Z", id + "_20260303T090000Z", id + "_20260309T090000Z");
  }

  @Test
  @DisplayName("google-calendar.md §1.6: a time needs an offset or a zone")
  void aTimeNeedsAnOffsetOrAZone() {
    Map<String, Object> event = lunch();
    event.put("start", Map.of("dateTime", "2026-03-02T12:00:00"));
    assertRefused(400, "required", () -> world.insert(event));
    event.put("start", World.time("2026-03-02T12:00:00"));
    Map<String, Object> inserted = world.insert(event);
    assertThat(World.inner(inserted, "start", "dateTime")).isEqualTo("2026-03-02T12:00:00+01:00");
    // A patch is merged: the zone may be there already.
    Map<String, Object> later = Map.of("start", Map.of("dateTime", "2026-03-02T12:30:00"));
    Map<String, Object> patched = world.events.patch(ADA, "primary", id(inserted), later, null);
    assertThat(World.inner(patched, "start", "dateTime")).isEqualTo("2026-03-02T12:30:00+01:00");
  }

  @Test
  void anEventNeedsTimesOfOneKindAndInOrder() {
    assertRefused(400, "required", () -> world.insert(Map.of("summary", "No times")));
    Map<String, Object> mixed = lunch();
    mixed.put("end", Map.of("date", "2026-03-03"));
    assertRefused(400, "invalid", () -> world.insert(mixed));
    assertRefused(
        400,
        "timeRangeEmpty",
        () -> world.insert(event("Back", "2026-03-02T12:00:00Z", "2026-03-02T11:00:00Z")));
  }

  @Test
  void aSeriesNeedsItsZone() {
    Map<String, Object> event = weekly();
    event.put("start", Map.of("dateTime", "2026-03-02T10:00:00+01:00"));
    assertRefused(400, "required", () -> world.insert(event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59Z",
        "-0001-01-01T00:00:00Z",
        "2026-03-02T12:00:00+01:00[Europe/Paris]",
        "noon"
      })
  void aTimeThatIsNotOfRfc3339IsRefused(String dateTime) {
    Map<String, Object> event = lunch();
    event.put("end", World.time(dateTime));
    assertRefused(400, "invalid", () -> world.insert(event));
  }

  @Test
  void aSeriesMayGoOnBeyondTheLastYearThatCanBeWritten() {
    Map<String, Object> event =
        event("Late", "9998-12-31T23:00:00+01:00", "9999-01-01T01:00:00+01:00");
    event.put("recurrence", List.of("RRULE:FREQ=YEARLY"));
    world.insert(event);
    var last =
        world.list("singleEvents", "true", "timeMin", "9998-01-01T00:00:00Z", "timeMax", END);
    assertThat(items(last)).hasSize(2);
  }

  private static void assertNoRecurrence(ThrowingCallable call) {
    assertRefused(400, "invalid", call);
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(call)
        .withMessage("Invalid recurrence rule.");
  }
}
