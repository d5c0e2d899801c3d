package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.grant.Watchman;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** An app in testing: Google ends its grants after seven days, and does not say so beforehand. */
@ExtendWith(OutputCaptureExtension.class)
class TestingModeIntegrationTests extends SimulatedInstallation {
  private final Browser linus = new Browser(HOME);

  @Autowired Watchman watchman;

  @BeforeEach
  @AfterEach
  void aNewBeginning() {
    clock.restart();
    control("/reset", Map.of("seed", 20260302));
    jdbc.sql("delete from channel.testing_mode").update();
    jdbc.sql("delete from channel.account").update();
  }

  @Test
  @KnownBug(Complaint.GRANT_DIES_UNTOLD)
  void afterTheFirstGrantThatEndedSoTheNextIsWarnedAboutOnDayFive(CapturedOutput log) {
    control("/oauth", Map.of("testing", true));
    signIn(linus, "linus@example.com");
    String id = account().path("id").asString();
    advance(Duration.ofDays(7).plusHours(1));
    assertThat(accessToken(id).statusCode()).isEqualTo(409);
    assertThat(account().path("reason").asString()).contains("in testing");

    signIn(linus, "linus@example.com");
    Instant end = clock.instant().plus(Duration.ofDays(7));
    assertThat(Instant.parse(account().path("expiresAt").asString()))
        .isBetween(end.minusSeconds(120), end);
    advance(Duration.ofDays(4).plusHours(22));
    watchman.look();
    assertThat(account().path("warning").isNull()).isTrue();
    advance(Duration.ofHours(3));
    watchman.look();
    watchman.look();
    assertThat(account().path("warning").asString()).contains("sign in again");
    assertThat(watchman.expiring()).isEqualTo(1);
    assertThat(log.toString().split("the grant of account " + id + " ends", -1)).hasSize(2);
  }

  @Test
  void whereNoGrantEndedSoNobodyIsWarned() {
    signIn(linus, "linus@example.com");
    advance(Duration.ofDays(6));
    watchman.look();
    assertThat(account().path("expiresAt").isNull()).isTrue();
    assertThat(watchman.expiring()).isZero();
  }

  /** Google ends no grant of an app in testing later, so the app is not. */
  @Test
  void whoTakesAGrantBackAfterSevenDaysSaysNothingOfOthersThatAreOlderAndWork() {
    signIn(linus, "linus@example.com");
    String linusId = account().path("id").asString();
    advance(Duration.ofDays(2));
    var ada = new Browser(HOME);
    signIn(ada, "ada@example.com");
    String adasId = account(ada).path("id").asString();
    advance(Duration.ofDays(7));
    assertThat(accessToken(linusId).statusCode()).isEqualTo(200);
    revokeAtGoogle(json(accessToken(adasId)).path("accessToken").asString());
    advance(Duration.ofHours(2));
    assertThat(accessToken(adasId).statusCode()).isEqualTo(409);
    assertThat(account(ada).path("reason").asString()).isNotEmpty().doesNotContain("in testing");
    assertThat(account().path("expiresAt").isNull()).isTrue();
  }

  private JsonNode account() {
    return account(linus);
  }

  private static JsonNode account(Browser browser) {
    return json(browser.get("/api/accounts")).at("/accounts/0");
  }
}
