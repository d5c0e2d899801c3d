package dev.calsync.doctor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Measured;
import dev.calsync.doctor.roundtrip.Trip.EditRefused;
import dev.calsync.doctor.roundtrip.Trip.Travelled;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundTripVerdictTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void wholeTripIsTimedLegByLeg() {
    assertThat(RoundTripVerdict.of(trip(80, 90, true), PATIENCE))
        .singleElement()
        .isInstanceOfSatisfying(
            Measured.class,
            finding ->
                assertThat(finding.figures())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                            "tokenMillis", 10L,
                            "editMillis", 40L,
                            "pushMillis", 80L,
                            "changeMillis", 90L,
                            "totalMillis", 170L)));
  }

  @Test
  void changeThatCameWithoutAPushIsAPushThatIsMissing() {
    assertThat(RoundTripVerdict.of(trip(null, 90, true), PATIENCE))
        .singleElement()
        .extracting(each -> ((Broken) each).code())
        .isEqualTo("push-missing");
  }

  @Test
  void pushWithoutAChangePointsToTheWorker() {
    assertThat(RoundTripVerdict.of(trip(80, null, true), PATIENCE))
        .singleElement()
        .extracting(each -> ((Broken) each).fix())
        .asString()
        .contains("sync-worker");
  }

  @Test
  void eventThatCouldNotBeDeletedIsTold() {
    assertThat(RoundTripVerdict.of(trip(80, 90, false), PATIENCE))
        .last()
        .isInstanceOfSatisfying(
            Doubtful.class, each -> assertThat(each.code()).isEqualTo("event-left-behind"));
  }

  @Test
  void apiThatIsOffIsToldApartFromOtherRefusals() {
    assertThat(code(new EditRefused("403 {reason: accessNotConfigured}")))
        .isEqualTo("api-disabled");
    assertThat(code(new EditRefused("403 {reason: forbidden}"))).isEqualTo("edit-refused");
  }

  @Test
  void calendarThatCannotMakeTheTripSaysWhy() {
    assertThat(objection("NEEDS_REAUTHORIZATION", true, true, true))
        .isEqualTo("needs-reauthorization");
    assertThat(objection("CONNECTED", false, true, true)).isEqualTo("calendar-read-only");
    assertThat(objection("CONNECTED", true, false, true)).isEqualTo("calendar-not-synced");
    assertThat(objection("CONNECTED", true, true, false)).isEqualTo("calendar-not-watched");
    assertThat(objection("CONNECTED", true, true, true)).isEqualTo("none");
  }

  private static String objection(String state, boolean writable, boolean synced, boolean pushed) {
    var target =
        new Target(
            UUID.randomUUID(), UUID.randomUUID(), "g", "a@x", state, writable, synced, pushed);
    return RoundTripVerdict.objection(target).map(each -> ((Broken) each).code()).orElse("none");
  }

  private static String code(Trip trip) {
    Finding finding = RoundTripVerdict.of(trip, PATIENCE).getFirst();
    return ((Broken) finding).code();
  }

  private static Travelled trip(@Nullable Integer push, @Nullable Integer change, boolean removed) {
    return new Travelled(
        Duration.ofMillis(10),
        Duration.ofMillis(40),
        push == null ? null : Duration.ofMillis(push),
        change == null ? null : Duration.ofMillis(change),
        "push",
        removed);
  }
}
