package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.lunch;
import static dev.calsync.simulator.google.World.map;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.error.GoogleError;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are no usual ones: infra/docs/google-calendar.md §1.10, §7.11. */
class EventTypesTests {
  private static final Map<String, Object> HOME = Map.of("type", "homeOffice");
  private static final Map<String, Object> DAY =
      map("start", Map.of("date", "2026-03-02"), "end", Map.of("date", "2026-03-03"));
  private static final String NO_PLACE =
      "workingLocationProperties requires an event type of workingLocation, and vice versa.";
  private static final String NOT_PRIVATE =
      "'birthday' event type must not have private extended properties.";

  private final World world = new World();
  private final Person ada = world.google.person(ADA);

  static Stream<Arguments> refused() {
    return Stream.of(
        row("made by Google alone", "Gmail", "fromGmail", Map.of()),
        row("not known here", "Invalid event type.", "tooNew", Map.of()),
        row("a place of a usual event", NO_PLACE, "default", place("public", "transparent")),
        row("no place", NO_PLACE, "workingLocation", Map.of()),
        row("a place for some", "visibility", "workingLocation", place("private", "transparent")),
        row("a place for anybody", "visibility", "workingLocation", place(null, "transparent")),
        row("a place that takes time", "transparency", "workingLocation", place("public", null)),
        row("a place as busy", "transparency", "workingLocation", place("public", "opaque")),
        row("free though away", "transparency", "outOfOffice", free()),
        row("away all day", "all-day", "outOfOffice", DAY),
        row("free though in focus", "transparency", "focusTime", free()),
        row("in focus all day", "all-day", "focusTime", DAY),
        row("another feast", "birthday", "birthday", birthday("anniversary")),
        row("a birthday with a stamp", NOT_PRIVATE, "birthday", stamped()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  @DisplayName("google-calendar.md §7.11, §1.10: types of events have rules of their own")
  @Shows("§7.11 each type has its rules when it is created")
  void typesOfEventsHaveRulesOfTheirOwn(String type, Map<String, Object> fields, String message) {
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(() -> world.insert(special(type, fields)))
        .withMessageContaining(message)
        .satisfies(error -> assertThat(error.status()).isEqualTo(400))
        .satisfies(error -> assertThat(error.reason()).isEqualTo("invalid"));
    assertThat(items(world.list())).isEmpty();
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        argumentSet("a place", "workingLocation", place("public", "transparent")),
        argumentSet("a place all day", "workingLocation", allDay(place("public", "transparent"))),
        argumentSet("away", "outOfOffice", Map.of()),
        argumentSet("away, as busy", "outOfOffice", Map.of("transparency", "opaque")),
        argumentSet("in focus", "focusTime", Map.of("transparency", "opaque")),
        argumentSet("a birthday", "birthday", allDay(birthday("birthday"))));
  }

  @ParameterizedTest
  @MethodSource("taken")
  @DisplayName("google-calendar.md §7.11, §1.10: what keeps the rules of its type is taken")
  @Shows("§7.11 each type has its rules when it is created")
  void whatKeepsTheRulesOfItsTypeIsTaken(String type, Map<String, Object> fields) {
    Map<String, Object> inserted = world.insert(special(type, fields));
    assertThat(world.get(id(inserted))).containsEntry("eventType", type);
    assertThat(ids(world.list("eventTypes", type))).containsExactly(id(inserted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"outOfOffice", "focusTime", "workingLocation"})
  @DisplayName("google-calendar.md §1.10: where one is, is said in the primary calendar alone")
  @Shows("§7.11 each type has its rules when it is created")
  void whereOneIsIsSaidInThePrimaryCalendarAlone(String type) {
    boolean place = type.equals("workingLocation");
    Map<String, Object> event = special(type, place ? place("public", "transparent") : Map.of());
    String other = other();
    assertRefused(400, "invalid", () -> world.events.insert(ADA, other, event));
    String id = world.insertId(event);
    assertRefused(400, "invalid", () -> world.events.move(ADA, "primary", id, other));
  }

  @Test
  @DisplayName("google-calendar.md §1.10: what a type wants it wants of changes too")
  @Shows("§7.11 a type cannot be changed nor moved")
  void whatATypeWantsItWantsOfChangesToo() {
    String id = world.insertId(special("outOfOffice", Map.of()));
    assertRefused(400, "invalid", () -> patch(id, Map.of("eventType", "default")));
    assertRefused(400, "invalid", () -> patch(id, free()));
    assertRefused(
        400,
        "invalid",
        () -> world.events.update(ADA, "primary", id, special("outOfOffice", DAY), null));
    assertThat(patch(id, Map.of("summary", "Away"))).containsEntry("summary", "Away");
    assertRefused(400, "invalid", () -> world.events.move(ADA, "primary", id, other()));
  }

  @Test
  @DisplayName("google-calendar.md §7.11: special events come unasked and cannot be written back")
  @Shows({"§7.11 other types come unasked", "§7.11 what came from Gmail cannot be written"})
  void specialEventsComeUnasked() {
    String id = id(ada.create("primary", special("fromGmail", Map.of())));
    ada.create("primary", special("somethingNew", Map.of()));
    assertThat(items(world.list()))
        .extracting(event -> event.get("eventType"))
        .containsExactly("fromGmail", "somethingNew");
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(() -> patch(id, Map.of("summary", "Mine")))
        .withMessage("Bad Request");
    assertThat(items(world.list("eventTypes", "default"))).isEmpty();
  }

  @Test
  @DisplayName("google-calendar.md §1.4, §1.10: a cancelled instance is of the type of its series")
  @Shows("§7.11 a cancelled instance is of the type of its series")
  void aCancelledInstanceIsOfTheTypeOfItsSeries() {
    Map<String, Object> focus = weekly();
    focus.put("eventType", "focusTime");
    String series = world.insertId(focus);
    String instance = series + "_20260309T090000Z";
    String usual = World.syncToken(world.list("eventTypes", "default"));
    String special = World.syncToken(world.list("eventTypes", "focusTime"));
    world.events.delete(ADA, "primary", instance, null);
    assertThat(ids(world.list("eventTypes", "focusTime"))).containsExactly(series, instance);
    assertThat(ids(world.list("eventTypes", "default"))).isEmpty();
    assertThat(ids(world.list("eventTypes", "default", "syncToken", usual))).isEmpty();
    assertThat(ids(world.list("eventTypes", "focusTime", "syncToken", special)))
        .containsExactly(instance);
  }

  private static Arguments row(
      String name, String message, String type, Map<String, Object> fields) {
    return argumentSet(name, type, fields, message);
  }

  private static Map<String, Object> special(String type, Map<String, Object> fields) {
    Map<String, Object> event = lunch();
    event.put("eventType", type);
    event.putAll(fields);
    return event;
  }

  private static Map<String, Object> place(
      @Nullable String visibility, @Nullable String transparency) {
    Map<String, Object> fields = map("workingLocationProperties", HOME);
    if (visibility != null) {
      fields.put("visibility", visibility);
    }
    if (transparency != null) {
      fields.put("transparency", transparency);
    }
    return fields;
  }

  private static Map<String, Object> allDay(Map<String, Object> fields) {
    fields.putAll(DAY);
    return fields;
  }

  private static Map<String, Object> free() {
    return map("transparency", "transparent");
  }

  private static Map<String, Object> birthday(String type) {
    return map("birthdayProperties", Map.of("type", type));
  }

  private static Map<String, Object> stamped() {
    return map("extendedProperties", Map.of("private", Map.of("calsync", "1")));
  }

  private String other() {
    return world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "Other"));
  }

  private Map<String, Object> patch(String id, Map<String, Object> patch) {
    return world.events.patch(ADA, "primary", id, patch, null);
  }
}
