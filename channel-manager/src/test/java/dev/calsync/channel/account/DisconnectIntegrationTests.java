package dev.calsync.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Taking leave of an account while Google fails, or while somebody just asks it for a channel. */
class DisconnectIntegrationTests extends Installation {
  private final Browser ada = new Browser(HOME);

  @Autowired ParkedAccounts parked;

  @Test
  void aGrantIsGivenBackThoughGoogleTakesNoneForHours() {
    signInWatched();
    GOOGLE.revokeError = "503 unavailable";
    disconnect();
    afterFailures(30, "19 hours");
    assertThat(accounts()).isOne();
    GOOGLE.revokeError = "";
    makeDue();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.revoked).hasSize(1);
  }

  @Test
  void aGrantThatGoogleDoesNotTakeBackWithinTwentyHoursIsForgotten() {
    signInWatched();
    GOOGLE.revokeError = "503 unavailable";
    disconnect();
    afterFailures(1, "21 hours");
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.revoked).isEmpty();
  }

  /** The vault's keyset was lost, say, and may come back. */
  @Test
  void aGrantThatCannotBeOpenedForTwentyHoursIsForgotten() {
    signInWatched();
    jdbc.sql(
            "update channel.credential set refresh_token = 'nobody''s', access_token = 'nobody''s'")
        .update();
    disconnect();
    afterFailures(1, "19 hours");
    assertThat(accounts()).isOne();
    afterFailures(1, "21 hours");
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.revoked).isEmpty();
  }

  @Test
  void noGrantIsGivenBackBeforeTheChannelsAreStopped() {
    signInWatched();
    GOOGLE.stopError = "503 backendError";
    disconnect();
    afterFailures(2, "1 hour");
    assertThat(GOOGLE.revoked).isEmpty();
    GOOGLE.stopError = "";
    makeDue();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.stopped).hasSize(2);
    assertThat(GOOGLE.stoppedLists).hasSize(1);
    assertThat(GOOGLE.revoked).hasSize(1);
  }

  @Test
  void aGrantIsGivenBackThoughItDoesNotLetUsStopTheChannels() {
    signInWatched();
    GOOGLE.stopError = "403 forbidden";
    disconnect();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.revoked).hasSize(1);
  }

  @Test
  void ofAGrantThatWasTakenBackGoogleIsAskedNoMoreThanOnce() {
    signInWatched();
    GOOGLE.tokenError = "400 invalid_grant";
    jdbc.sql("update channel.credential set access_expires_at = now()").update();
    disconnect();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  @Test
  void aChannelThatIsJustBeingOpenedIsStoppedAsWell() {
    signInWatched();
    List<JsonNode> stoppedBefore = new CopyOnWriteArrayList<>();
    GOOGLE.beforeRevokeAnswer = () -> stoppedBefore.addAll(GOOGLE.stopped);
    var once = new AtomicBoolean();
    GOOGLE.beforeWatchAnswer =
        _ -> {
          if (once.compareAndSet(false, true)) {
            disconnect();
            await().during(Duration.ofSeconds(2)).until(GOOGLE.revoked::isEmpty);
          }
        };
    jdbc.sql("update channel.watch_channel set renew_at = now(), confirmed_at = now()").update();
    jdbc.sql("update channel.calendar set watch_due_at = now()").update();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(GOOGLE.watched).hasSizeGreaterThan(2);
    assertThat(ids(stoppedBefore)).containsAll(ids(GOOGLE.watched));
  }

  @Test
  void anAccountWhoseGrantHasEndedIsKeptForNinetyDaysAndThenTakenAwayWithItsOwner() {
    signInWatched();
    String owner = owner();
    parkedSince(89 * 24);
    parked.takeAway();
    assertThat(keptUntil()).isBetween(inHours(23), inHours(25));
    parkedSince(90 * 24 + 1);
    parked.takeAway();
    parked.takeAway();
    await().untilAsserted(() -> assertThat(accounts()).isZero());
    assertThat(count("channel.calendar")).isZero();
    assertThat(count("channel.credential")).isZero();
    await().untilAsserted(() -> assertThat(count(owner)).isZero());
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
  }

  /** The one person whose account there is. */
  private String owner() {
    UUID user = jdbc.sql("select user_id from channel.account").query(UUID.class).single();
    return "channel.person where user_id = '%s'".formatted(user);
  }

  private Instant keptUntil() {
    JsonNode account = Browser.json(ada.get("/api/accounts")).path("accounts").path(0);
    return Instant.parse(account.path("keptUntil").asString());
  }

  private static Instant inHours(int hours) {
    return Instant.now().plus(Duration.ofHours(hours));
  }

  private void parkedSince(int hours) {
    jdbc.sql(
            """
            update channel.account
               set state = 'NEEDS_REAUTHORIZATION', reason = 'invalid_grant',
                   state_since = now() - make_interval(hours => :hours)
            """)
        .param("hours", hours)
        .update();
  }

  private static List<String> ids(List<JsonNode> channels) {
    List<String> ids = new ArrayList<>();
    channels.forEach(channel -> ids.add(channel.path("id").asString()));
    return ids;
  }

  private void signInWatched() {
    signIn(ada);
    await()
        .untilAsserted(
            () -> assertThat(count("channel.watch_channel where state = 'ACTIVE'")).isEqualTo(3));
  }

  private void disconnect() {
    assertThat(ada.send("DELETE", "/api/accounts/" + accountOf(ada), "").statusCode())
        .isEqualTo(204);
  }

  /** Once it has failed: as if it had so often before, and for so long. */
  private void afterFailures(int failures, String since) {
    await().untilAsserted(() -> assertThat(failures()).isPositive());
    jdbc.sql(
            """
            update channel.account
               set list_attempts = :failures, list_due_at = now(),
                   state_since = now() - cast(:since as interval)
            """)
        .param("failures", failures)
        .param("since", since)
        .update();
    await().untilAsserted(() -> assertThat(accounts() == 0 || failures() > failures).isTrue());
  }

  private void makeDue() {
    jdbc.sql("update channel.account set list_due_at = now()").update();
  }

  private long failures() {
    return jdbc.sql("select coalesce(max(list_attempts), 0) from channel.account")
        .query(Long.class)
        .single();
  }

  private long accounts() {
    return count("channel.account");
  }

  private long count(String what) {
    return jdbc.sql("select count(*) from " + what).query(Long.class).single();
  }
}
