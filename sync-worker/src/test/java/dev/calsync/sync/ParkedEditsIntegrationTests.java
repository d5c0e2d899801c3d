package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Command;
import org.junit.jupiter.api.Test;

/** An edit that nobody could decide yet when Google took its calendar away. */
class ParkedEditsIntegrationTests extends EditingInstallation {
  @Test
  void itsAuthorIsToldAtOnceAndNotAtTheNextLookInHours() throws Exception {
    connect();
    awaitRest();
    google.fault(
        "{\"match\":\"events.insert\",\"status\":503,\"reason\":\"backendError\",\"times\":99}");
    google.fault(
        "{\"match\":\"events.list\",\"status\":403,\"reason\":\"forbidden\",\"times\":99}");
    Command create = creates("Planning");
    command(create);

    await().until(() -> status(create).equals("REJECTED"));
    assertThat(reason(create)).isEqualTo("accessLost");
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("ACCESS_LOST"));
    google.noFaults();
    assertThat(google.holds(googleCalendar)).isEmpty();
  }
}
