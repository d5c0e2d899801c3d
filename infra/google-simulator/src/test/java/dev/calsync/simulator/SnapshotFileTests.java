package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.google.Role;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.AuthorizationRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a restart: everything that clients hold on to. */
class SnapshotFileTests {
  private static final String ADA = "ada@example.com";
  private static final Map<String, Object> LUNCH =
      Map.of(
          "summary", "Lunch",
          "start", Map.of("dateTime", "2026-03-02T12:00:00Z"),
          "end", Map.of("dateTime", "2026-03-02T13:00:00Z"));

  @TempDir private Path folder = Path.of("");
  private final List<Push> pushes = new ArrayList<>();

  private final class Life implements AutoCloseable {
    private final SimulatedGoogle google =
        new SimulatedGoogle(Clock.systemUTC(), new Random(1), Duration.ofDays(7), pushes::add);
    private final Authority authority = new Authority(Clock.systemUTC(), new Random(2));
    private final SnapshotFile file =
        new SnapshotFile(folder.resolve("in/google.json"), google.administration(), authority);

    @Override
    public void close() {
      file.close();
    }
  }

  @Test
  void syncTokensRefreshTokensAndChannelsGoOnAfterARestart() {
    String refreshToken;
    String syncToken;
    try (Life life = new Life()) {
      assertThat(life.file.restored()).isFalse();
      life.google.administration().addUser(ADA, "Ada", "UTC");
      life.google.administration().addUser("grace@example.com", "Grace", "UTC");
      life.google.administration().share(ADA, "grace@example.com", Role.READER, Map.of());
      Object gone = life.google.events().insert(ADA, ADA, LUNCH).get("id");
      life.google.events().delete(ADA, ADA, String.valueOf(gone), null);
      var page = life.google.events().list(ADA, ADA, Map.of());
      syncToken = String.valueOf(page.get("nextSyncToken"));
      life.google
          .events()
          .watch(
              ADA,
              "client",
              ADA,
              Map.of("id", "one", "type", "web_hook", "address", "http://localhost:1/"));
      refreshToken = refreshToken(life.authority);
    }
    pushes.clear();
    try (Life life = new Life()) {
      assertThat(life.file.restored()).isTrue();
      life.google.events().insert(ADA, ADA, LUNCH);
      assertThat(pushes).singleElement().matches(push -> push.number() > 1);
      var delta = life.google.events().list(ADA, ADA, Map.of("syncToken", List.of(syncToken)));
      assertThat(delta.get("items"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .hasSize(1);
      assertThat(life.google.events().list("grace@example.com", ADA, Map.of()))
          .containsEntry("accessRole", "reader");
      assertThat(life.authority.refresh("client", refreshToken).accessToken().email())
          .isEqualTo(ADA);
    }
  }

  @Test
  void copiesOfMeetingsGoOnFollowingTheirOrganizerAfterARestart() {
    String guest = "grace@example.com";
    String id;
    try (Life life = new Life()) {
      life.google.administration().addUser(ADA, "Ada", "UTC");
      life.google.administration().addUser(guest, "Grace", "UTC");
      Map<String, Object> meeting = new java.util.LinkedHashMap<>(LUNCH);
      meeting.put("attendees", List.of(Map.of("email", guest)));
      id = String.valueOf(life.google.events().insert(ADA, ADA, meeting).get("id"));
    }
    try (Life life = new Life()) {
      life.google.events().delete(ADA, ADA, id, null);
      assertThat(life.google.events().get(guest, guest, id, null).orElseThrow())
          .containsEntry("status", "cancelled");
      var history = life.google.administration().history(guest);
      assertThat(history.changes()).hasSize(2);
      assertThat(history.complete()).isFalse();
    }
  }

  private static String refreshToken(Authority authority) {
    var request =
        AuthorizationRequest.of(
            Map.of(
                "client_id", "client",
                "redirect_uri", "http://localhost/",
                "scope", "openid",
                "access_type", "offline"));
    String code = authority.authorize(ADA, request, request.scopes(), true);
    return String.valueOf(
        authority.redeem("client", code, "http://localhost/", null).refreshToken());
  }
}
