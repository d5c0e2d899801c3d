package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.Doctor.Diagnosis;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The doctor's jar beside the whole running system: a change goes round, or it is said where not.
 */
@Alone("it changes what the doctor looks at")
class DoctorEndToEndTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningSystem system = RunningSystem.shared();
  private final Doctor doctor = new Doctor(system);
  private final Person dora = system.google().somebody("Dora");
  private Session session;
  private String calendar;

  @BeforeEach
  void doraIsConnected() {
    session = system.signIn(dora);
    calendar = session.live(dora.ownCalendar());
  }

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  @KnownBug(Complaint.SET_UP_IS_GUESSWORK)
  void runningSystemIsFoundFineAndARoundTripIsTimedAndLeavesNothing() {
    Diagnosis diagnosis = doctor.examines("--round-trip=" + dora.email(), "--allow-edit");

    assertThat(diagnosis.exitCode()).as(diagnosis.text()).isZero();
    JsonNode trip = diagnosis.finding("round-trip");
    assertThat(trip.path("status").asString()).isEqualTo("OK");
    assertThat(trip.path("figures").path("totalMillis").asLong()).isBetween(1L, 60_000L);
    assertThat(trip.path("found").asString()).contains("change (by push)");
    assertThat(dora.list(dora.ownCalendar())).isEmpty();
    await().atMost(PATIENCE).until(() -> session.mirror(calendar).isEmpty());
  }

  @Test
  void killedIngressIsNamedByTheWebhookAndByTheRoundTrip() {
    system.ingress().kill();

    Diagnosis diagnosis =
        doctor.examines("--round-trip=" + calendar, "--allow-edit", "--patience=5");

    assertThat(diagnosis.exitCode()).isEqualTo(1);
    JsonNode webhook = diagnosis.finding("webhook");
    assertThat(webhook.path("code").asString()).isEqualTo("ingress-down");
    assertThat(webhook.path("fix").asString()).contains("start ingress-webhook");
    JsonNode trip = diagnosis.finding("round-trip");
    assertThat(trip.path("code").asString()).as(diagnosis.text()).isEqualTo("push-missing");
    assertThat(trip.path("fix").asString()).contains("start ingress-webhook");
    assertThat(dora.list(dora.ownCalendar())).isEmpty();
  }

  @Test
  void withoutLeaveNothingIsEdited() {
    Diagnosis diagnosis = doctor.examines("--round-trip=" + dora.email());

    assertThat(diagnosis.text()).contains("\"because\" : \"--allow-edit\"");
    assertThat(diagnosis.exitCode()).as(diagnosis.text()).isZero();
    assertThat(session.created(dora.ownCalendar())).isZero();
  }
}
