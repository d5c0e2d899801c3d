package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.google.Json;
import dev.calsync.simulator.google.Role;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.AuthorizationRequest;
import dev.calsync.simulator.time.MovableClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final MovableClock clock = new MovableClock(Clock.systemUTC());
    private final SimulatedGoogle google = google(clock);
    private final Authority authority = new Authority(clock, new Random(2));
    private final SnapshotFile file =
        new SnapshotFile(
            folder.resolve("in/google.json"), google.administration(), authority, clock);

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
      syncToken = syncToken(life.google);
      life.google
          .events()
          .watch(
              ADA,
              "client",
              ADA,
              Map.of("id", "one", "type", "web_hook", "address", "http://localhost:1/"));
      refreshToken = refreshToken(life.authority, "openid");
    }
    pushes.clear();
    try (Life life = new Life()) {
      assertThat(life.file.restored()).isTrue();
      life.google.events().insert(ADA, ADA, LUNCH);
      assertThat(pushes).singleElement().matches(push -> push.number() > 1);
      assertThat(delta(life.google, syncToken)).hasSize(1);
      assertThat(life.google.events().list("grace@example.com", ADA, Map.of()))
          .containsEntry("accessRole", "reader");
      assertThat(life.authority.refresh("client", refreshToken).accessToken().email())
          .isEqualTo(ADA);
    }
  }

  @Test
  void aClockThatWasMovedGoesOnFromThereAfterARestart() {
    Instant later;
    String syncToken;
    try (Life life = new Life()) {
      life.google.administration().addUser(ADA, "Ada", "UTC");
      life.file.close();
      life.clock.advance(Duration.ofDays(1));
      later = life.clock.instant();
    }
    try (Life life = new Life()) {
      assertThat(life.clock.instant()).isBetween(later, later.plus(Duration.ofHours(1)));
      life.google.events().insert(ADA, ADA, LUNCH);
      syncToken = syncToken(life.google);
    }
    try (Life life = new Life()) {
      life.google.events().insert(ADA, ADA, LUNCH);
      assertThat(delta(life.google, syncToken)).hasSize(1);
    }
  }

  @Test
  void whatChangesAfterARestartIsInTheNextDeltaThoughTheClockHasGoneBack() {
    MovableClock ahead = new MovableClock(Clock.systemUTC());
    ahead.advance(Duration.ofDays(1));
    SimulatedGoogle before = google(ahead);
    before.administration().addUser(ADA, "Ada", "UTC");
    before.events().insert(ADA, ADA, LUNCH);
    String syncToken = syncToken(before);

    SimulatedGoogle after = google(Clock.systemUTC());
    after.administration().restore(before.administration().snapshot());
    after.events().insert(ADA, ADA, LUNCH);
    assertThat(delta(after, syncToken)).hasSize(1);

    Map<String, Object> older = before.administration().snapshot();
    older.remove("lastStamp");
    after.administration().restore(older);
    Object fresh = after.events().insert(ADA, ADA, LUNCH).get("updated");
    Object stored = before.administration().liveEvents(ADA).getFirst().get("updated");
    assertThat(String.valueOf(fresh)).isGreaterThanOrEqualTo(String.valueOf(stored));
  }

  @Test
  void aRefreshTokenKeepsItsScopesOverARestart() {
    String identity;
    try (Life life = new Life()) {
      identity = refreshToken(life.authority, "openid");
      refreshToken(life.authority, "openid https://www.googleapis.com/auth/calendar");
    }
    try (Life life = new Life()) {
      assertThat(life.authority.refresh("client", identity).accessToken().scopes())
          .containsExactly("openid");
    }
  }

  @Test
  void aRefreshTokenOfASnapshotWithoutItsScopesHasThoseOfItsGrant() {
    try (Life life = new Life()) {
      String now = life.clock.instant().toString();
      Map<String, Object> age = Map.of("token", "1//old", "issued", now, "used", now);
      life.authority.restore(ADA, "client", List.of("openid"), List.of("1//old"), List.of(age));
      assertThat(life.authority.refresh("client", "1//old").accessToken().scopes())
          .containsExactly("openid");
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
      var history = life.google.administration().history(guest, 0);
      assertThat(history.changes()).hasSize(2);
      assertThat(history.complete()).isFalse();
    }
  }

  private SimulatedGoogle google(Clock clock) {
    return new SimulatedGoogle(clock, new Random(1), Duration.ofDays(7), pushes::add);
  }

  private static String syncToken(SimulatedGoogle google) {
    return String.valueOf(google.events().list(ADA, ADA, Map.of()).get("nextSyncToken"));
  }

  private static List<?> delta(SimulatedGoogle google, String syncToken) {
    var page = google.events().list(ADA, ADA, Map.of("syncToken", List.of(syncToken)));
    return Json.objects(page, "items");
  }

  private static String refreshToken(Authority authority, String scope) {
    var request =
        AuthorizationRequest.of(
            Map.of(
                "client_id", "client",
                "redirect_uri", "http://localhost/",
                "scope", scope,
                "access_type", "offline"));
    String code = authority.authorize(ADA, request, request.scopes(), true);
    return String.valueOf(
        authority.redeem("client", code, "http://localhost/", null).refreshToken());
  }
}
