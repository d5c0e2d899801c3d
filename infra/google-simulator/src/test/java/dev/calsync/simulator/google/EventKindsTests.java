package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.id;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.error.GoogleError;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventKindsTests {
  static final List<Map<String, Object>> WRONG =
      List.of(
          Map.of("summary", 5),
          Map.of("colorId", 5),
          Map.of("guestsCanModify", "yes"),
          Map.of("sequence", 1.5),
          Map.of("start", "2026-03-02"),
          Map.of("reminders", "none"),
          Map.of("recurrence", List.of(5)),
          Map.of("attendees", List.of(ADA)),
          Map.of("status", "done"),
          Map.of("visibility", "secret"),
          Map.of("transparency", "glassy"));

  private static final String GRACE = "grace@example.com";

  private final World world = new World();

  @BeforeEach
  void inviteGrace() {
    world.google.administration().addUser(GRACE, "Grace Hopper", "Europe/London");
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void aValueThatItsFieldCannotHoldIsRefusedByName(Map<String, Object> wrong) {
    Map<String, Object> event = lunch();
    event.putAll(wrong);
    refused(wrong, () -> world.insert(event));
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void itChangesNothing(Map<String, Object> wrong) {
    Map<String, Object> before = world.insert(lunch());
    refused(wrong, () -> world.events.patch(ADA, "primary", id(before), wrong, null));
    assertThat(world.get(id(before))).isEqualTo(before);
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void aGuestMayNotSendItEither(Map<String, Object> wrong) {
    Map<String, Object> event = lunch();
    event.putAll(Map.of("guestsCanModify", true, "attendees", List.of(Map.of("email", GRACE))));
    String meeting = world.insertId(event);
    Map<String, Object> before = world.get(meeting);
    refused(wrong, () -> world.events.patch(GRACE, "primary", meeting, wrong, null));
    assertThat(world.get(meeting)).isEqualTo(before);
  }

  @Test
  void whatIsInsideIsLookedAtToo() {
    Map<String, Map<String, Object>> wrong =
        Map.of(
            "attendees.responseStatus: acepted",
            Map.of("attendees", List.of(Map.of("email", GRACE, "responseStatus", "acepted"))),
            "attendees.additionalGuests: many",
            Map.of("attendees", List.of(Map.of("email", GRACE, "additionalGuests", "many"))),
            "start.timeZone: 5",
            Map.of("start", Map.of("dateTime", "2026-03-02T12:00:00Z", "timeZone", 5)),
            "reminders.useDefault: x",
            Map.of("reminders", Map.of("useDefault", "x")),
            "reminders.overrides.method: pigeon",
            Map.of("reminders", Map.of("overrides", List.of(Map.of("method", "pigeon")))),
            "extendedProperties.private: x",
            Map.of("extendedProperties", Map.of("private", "x")),
            "source.url: 5",
            Map.of("source", Map.of("url", 5)));
    wrong.forEach((why, fields) -> {
      Map<String, Object> event = lunch();
      event.putAll(fields);
      assertThatExceptionOfType(GoogleError.class)
          .isThrownBy(() -> world.insert(event))
          .withMessageStartingWith(why);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "public", "private", "confidential"})
  void whatAFieldCanHoldIsTaken(String visibility) {
    Map<String, Object> event = lunch();
    event.putAll(
        Map.of(
            "visibility",
            visibility,
            "status",
            "tentative",
            "transparency",
            "transparent",
            "anyoneCanAddSelf",
            true,
            "guestsCanInviteOthers",
            false,
            "guestsCanSeeOtherGuests",
            false,
            "privateCopy",
            true,
            "sequence",
            3,
            "aFieldThatIsNewer",
            5));
    assertThatCode(() -> world.insert(event)).doesNotThrowAnyException();
  }

  @Test
  void aLongValueIsNotRepeatedAsAWhole() {
    Map<String, Object> event = lunch();
    event.put("summary", List.of("x".repeat(10_000)));
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(() -> world.insert(event))
        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(200));
  }

  private static void refused(Map<String, Object> wrong, ThrowingCallable write) {
    wrong.forEach((name, value) ->
        assertThatExceptionOfType(GoogleError.class)
            .isThrownBy(write)
            .withMessageStartingWith(name + ": " + value)
            .satisfies(error -> assertThat(error.status()).isEqualTo(400)));
  }
}
