package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.Poison.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTests {
  static Stream<Arguments> poison() {
    return Stream.of(
        Arguments.of("{}", Reason.NO_USABLE_ID),
        Arguments.of("{\"id\":7}", Reason.NO_USABLE_ID),
        Arguments.of("{\"id\":\" \"}", Reason.NO_USABLE_ID),
        Arguments.of("{\"id\":\"" + "x".repeat(1_025) + "\"}", Reason.NO_USABLE_ID),
        Arguments.of("{\"id\":\"" + "ñ".repeat(600) + "\"}", Reason.NO_USABLE_ID),
        Arguments.of("{\"id\":\"a\\u0000b\"}", Reason.NO_USABLE_ID),
        Arguments.of("null", Reason.UNREADABLE),
        Arguments.of("[1,2]", Reason.UNREADABLE),
        Arguments.of("{\"id\":\"x\",\"summary\":\"\\q\"}", Reason.UNREADABLE),
        Arguments.of(
            "{\"id\":\"x\",\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}",
            Reason.UNREADABLE),
        Arguments.of("{\"id\":\"x\",\"a\":" + "9".repeat(100_000) + "}", Reason.UNREADABLE),
        Arguments.of("{\"id\":\"x\",\"a\":[" + "0,".repeat(110_000) + "0]}", Reason.UNREADABLE),
        Arguments.of("{\"id\":\"x\",\"summary\":\"nul \\u0000\"}", Reason.UNSTORABLE),
        Arguments.of("{\"id\":\"x\",\"a\":{\"b\":[\"half \\ud83d\"]}}", Reason.UNSTORABLE),
        Arguments.of("{\"id\":\"x\",\"\\udc00\":1}", Reason.UNREADABLE),
        Arguments.of("{\"id\":\"x\",\"a\":1e999}", Reason.UNSTORABLE),
        Arguments.of("{\"id\":\"x\",\"" + "n".repeat(201) + "\":1}", Reason.UNSTORABLE),
        Arguments.of(
            "{\"id\":\"x\",\"recurringEventId\":\"" + "y".repeat(2_000) + "\"}",
            Reason.UNSTORABLE));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void whatCannotBeKeptIsNamedWithItsReason(String item, Reason reason) throws IOException {
    assertThat(Admission.of(item(item)))
        .isInstanceOfSatisfying(
            Admission.Poisoned.class,
            poisoned -> {
              Poison poison = poisoned.poison();
              assertThat(poison.reason()).isEqualTo(reason);
              assertThat(poison.size()).isEqualTo(item.getBytes(StandardCharsets.UTF_8).length);
              assertThat(Storable.isText(poison.key())).isTrue();
              assertThat(Storable.isText(poison.detail())).isTrue();
              assertThat(Storable.isText(poison.excerpt())).isTrue();
              assertThat(poison.excerpt().length()).isLessThanOrEqualTo(Admission.EXCERPT_BYTES);
              assertThat(poison.detail().length()).isLessThanOrEqualTo(300);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"x\"}",
        "{\"id\":\"x\",\"summary\":\"\\ud83d\\ude00 ☕\",\"aFieldOfTomorrow\":{\"a\":[1,2.5,null]}}",
        "{\"id\":\"x\",\"start\":{\"date\":\"9999-12-31\"},\"status\":\"cancelled\"}"
      })
  void whatGoogleMaySayIsAdmitted(String item) throws IOException {
    assertThat(Admission.of(item(item))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void anEventWithTwoThousandFiveHundredGuestsIsAdmitted() throws IOException {
    String guests =
        "{\"email\":\"guest.with.a.long.name@example.com\",\"displayName\":\"A Guest With A Long"
            + " Name\",\"responseStatus\":\"needsAction\"},";
    String item =
        "{\"id\":\"x\",\"summary\":\"%s\",\"attendees\":[%s{}]}"
            .formatted("t".repeat(8_192), guests.repeat(2_500));

    assertThat(item.length()).isLessThan(new EventLimits(EventLimitsTests.DEFAULT).bytes());
    assertThat(Admission.of(item(item))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void theIdOfAPoisonedEventIsReadWhereverItStands() throws IOException {
    var deep = item("{\"a\":%s,\"id\":\"x\"}".formatted("[".repeat(200) + "]".repeat(200)));

    assertThat(poison(deep).event()).isEqualTo(new EventId("x"));
    assertThat(poison(deep).key()).isEqualTo("x");
  }

  @Test
  void anEventThatWasCutIsTooLargeAndKeepsItsId() throws IOException {
    Poison poison = poison(item("{\"a\":\"%s\",\"id\":\"x\"}".formatted("y".repeat(500_000))));

    assertThat(poison.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(poison.event()).isEqualTo(new EventId("x"));
    assertThat(poison.size()).isEqualTo(500_017);
  }

  /** Google may show the details of what is deleted, so that its organizer can bring it back. */
  @ParameterizedTest
  @ValueSource(strings = {"nul \\u0000", "no escape \\q"})
  void thatAnEventIsDeletedIsHeardWhateverElseIsSaidOfIt(String summary) throws IOException {
    var deleted =
        item("{\"summary\":\"%s\",\"id\":\"x\",\"status\":\"cancelled\"}".formatted(summary));

    assertThat(admitted(deleted).fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("id", "x", "status", "cancelled"));
  }

  @Test
  void thatAnEventIsDeletedIsHeardThoughItsDetailsAreTooLarge() throws IOException {
    var deleted =
        item("{\"status\":\"cancelled\",\"a\":\"%s\",\"id\":\"x\"}".formatted("y".repeat(500_000)));

    assertThat(admitted(deleted).fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("id", "x", "status", "cancelled"));
  }

  @Test
  void ofAnInstanceThatDoesNotTakePlaceIsKeptWhichOneItIs() throws IOException {
    String which = "\"recurringEventId\":\"s\",\"originalStartTime\":{\"date\":\"2026-03-02\"}";
    var cancelled =
        item(
            "{\"id\":\"x\",\"status\":\"cancelled\",\"etag\":\"1\",\"summary\":\"\\u0000\",%s}"
                .formatted(which));

    assertThat(admitted(cancelled).fields())
        .containsOnlyKeys("id", "status", "etag", "recurringEventId", "originalStartTime");
  }

  /** Somebody may be invited to one instance alone, which is all that is deleted for them. */
  @ParameterizedTest
  @CsvSource({"s_20260302T090005Z, dateTime, 2026-03-02T09:00:05Z", "s_20260302, date, 2026-03-02"})
  void whichInstanceDoesNotTakePlaceIsKnownByItsIdThoughItIsTooLarge(
      String id, String kind, String start) throws IOException {
    var cut =
        item(
            "{\"id\":\"%s\",\"status\":\"cancelled\",\"a\":\"%s\",\"recurringEventId\":\"s\"}"
                .formatted(id, "y".repeat(500_000)));

    assertThat(admitted(cut).fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id",
                id,
                "status",
                "cancelled",
                "recurringEventId",
                "s",
                "originalStartTime",
                Map.of(kind, start)));
  }

  @Test
  void anInstanceThatIsTooLargeAndWhoseIdDoesNotTellWhichItIsIsPoison() throws IOException {
    var cut =
        item(
            "{\"id\":\"x\",\"status\":\"cancelled\",\"a\":\"%s\",\"recurringEventId\":\"s\"}"
                .formatted("y".repeat(500_000)));

    assertThat(poison(cut).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void theSamePoisonWithoutAnIdHasTheSameKeyAgain() throws IOException {
    String key = poison(item("{\"summary\":\"nobody\"}")).key();

    assertThat(key).startsWith("sha256:");
    assertThat(poison(item("{\"summary\":\"nobody\"}")).key()).isEqualTo(key);
    assertThat(poison(item("{\"summary\":\"another\"}")).key()).isNotEqualTo(key);
  }

  private static EventResource admitted(RawItem item) {
    return ((Admission.Admitted) Admission.of(item)).event();
  }

  private static Poison poison(RawItem item) {
    return ((Admission.Poisoned) Admission.of(item)).poison();
  }

  /** As it comes from a page. */
  private static RawItem item(String json) throws IOException {
    List<RawItem> items = new ArrayList<>();
    byte[] page = ("{\"items\":[" + json + "]}").getBytes(StandardCharsets.UTF_8);
    PageReader.read(
        new ByteArrayInputStream(page), EventLimitsTests.DEFAULT_BYTES, 2_500, items::add);
    return items.getFirst();
  }
}
