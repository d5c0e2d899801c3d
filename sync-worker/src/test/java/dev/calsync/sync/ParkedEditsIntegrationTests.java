package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Command;
import java.util.List;
import java.util.Objects;
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

  /** What it saw and is gone by the next look is then missed by no sweep. */
  @Test
  void howFarAFullSyncHadComeIsNotForgottenOverIt() throws Exception {
    List<String> ids = insertsMany("Event ", 120);
    connect();
    awaitRest();
    long generation = (long) Objects.requireNonNull(column("full_sync_gen"));
    google.control("/control/calendars/" + googleCalendar + "/expire-sync-tokens", null);
    google.fault("{\"match\":\"events.insert\",\"status\":503,\"times\":99}");
    google.fault(
        "{\"match\":\"events.list\",\"status\":403,\"reason\":\"forbidden\",\"skip\":2,\"times\":99}");
    Command create = creates("Planning");
    command(create);

    await().until(() -> status(create).equals("REJECTED"));
    await().untilAsserted(() -> assertThat(column("parked")).isEqualTo("ACCESS_LOST"));
    assertThat(column("full_sync_gen")).isEqualTo(generation + 1);
    assertThat(column("page_token")).isNotNull();

    google.client().events().delete(googleCalendar, ids.getFirst()).execute();
    google.noFaults();
    jdbc.sql("update sync.calendar_sync set due_at = now() where calendar_id = ?")
        .param(calendar.value())
        .update();
    await().untilAsserted(() -> assertThat(mirror()).isEqualTo(google.holds(googleCalendar)));
  }

  /** The worker has a token of before, which may read only, and lives for an hour yet. */
  @Test
  void anEditIsDoneWithTheTokenOfWhatItsAuthorHasConsentedToByNow() throws Exception {
    String reader = "grace@example.com";
    google.control("/control/users", "{\"email\":\"%s\",\"name\":\"Grace\"}".formatted(reader));
    google.control(
        "/control/calendars/" + googleCalendar + "/share",
        "{\"email\":\"%s\",\"role\":\"reader\"}".formatted(reader));
    grant(account, () -> google.accessToken(reader));
    connect();
    awaitRest();

    grant(account, google::accessToken);
    Command create = creates("Planning");
    command(create);

    await().until(() -> !status(create).equals("PENDING"));
    assertThat(status(create)).isEqualTo("APPLIED");
  }
}
