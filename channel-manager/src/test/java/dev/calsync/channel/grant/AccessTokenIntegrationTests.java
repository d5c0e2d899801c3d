package dev.calsync.channel.grant;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountConnected;
import dev.calsync.model.Lifecycle.AccountNeedsReauthorization;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens as the sync worker gets them. */
class AccessTokenIntegrationTests extends Installation {
  private final Browser ada = new Browser(HOME);
  private String account = "";

  @BeforeEach
  void signedInAndQuiet() {
    signIn(ada);
    account = accountOf(ada);
    await()
        .until(() ->
            jdbc.sql("select count(*) from channel.watch_channel where state = 'ACTIVE'")
                    .query(Long.class)
                    .single()
                == 3);
    GOOGLE.refreshes.set(0);
  }

  @Test
  void theTokenThatCameWithTheSignInIsGivenWithoutAskingGoogle() {
    HttpResponse<String> answer = accessToken(account, "{\"rejectedVersion\":null}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("accessToken").asString()).startsWith("ya29.");
    assertThat(json(answer).path("expiresAt").asString()).endsWith("Z");
    assertThat(json(answer).path("version").asLong()).isEqualTo(1);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(GOOGLE.refreshes).hasValue(0);
  }

  @Test
  void fiftyCallersAtOnceCostOneRefresh() throws Exception {
    expire();
    GOOGLE.tokenEndpointTakes = Duration.ofMillis(300);
    List<String> bodies = new ArrayList<>();
    for (HttpResponse<String> answer : atOnce(50, () -> accessToken(account, "{}"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      bodies.add(json(answer).path("accessToken").asString());
    }
    assertThat(bodies).hasSize(50).containsOnly(bodies.getFirst());
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  @Test
  void aRejectedVersionIsNotGivenAgainAndReplacedOnce() {
    String first = json(accessToken(account, "{}")).path("accessToken").asString();
    HttpResponse<String> second = accessToken(account, "{\"rejectedVersion\":1}");
    assertThat(json(second).path("version").asLong()).isEqualTo(2);
    assertThat(json(second).path("accessToken").asString()).isNotEqualTo(first);
    HttpResponse<String> late = accessToken(account, "{\"rejectedVersion\":1}");
    assertThat(json(late).path("version").asLong()).isEqualTo(2);
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  @Test
  @KnownBug(Complaint.GRANT_DIES_UNTOLD)
  void aDeadGrantParksTheAccountAtOnceAndGoogleIsNotAskedAgain() throws Exception {
    expire();
    GOOGLE.tokenError = "400 invalid_grant";
    for (HttpResponse<String> answer : atOnce(20, () -> accessToken(account, "{}"))) {
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(json(answer).path("type").asString())
          .isEqualTo("urn:calsync:needs-reauthorization");
    }
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(409);
    assertThat(GOOGLE.refreshes).hasValue(1);
    await()
        .untilAsserted(() -> assertThat(announced(AccountNeedsReauthorization.class)).hasSize(1));
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("NEEDS_REAUTHORIZATION");
  }

  @Test
  void signingInAgainWakesAParkedAccountWithTheSameCalendars() {
    await().untilAsserted(() -> assertThat(announced(AccountConnected.class)).hasSize(1));
    List<UUID> before = calendarIds();
    expire();
    GOOGLE.tokenError = "400 invalid_grant";
    accessToken(account, "{}");
    GOOGLE.tokenError = "";
    GOOGLE.firstConsent = false;
    assertThat(signIn(new Browser(HOME))).isEqualTo("/");
    assertThat(GOOGLE.authorizations.getLast()).containsEntry("prompt", "consent");
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(announced(AccountConnected.class)).hasSize(2));
    assertThat(calendarIds()).isEqualTo(before);
  }

  @Test
  @KnownBug(Complaint.WIPED_WITH_THE_GRANT)
  void aTokenEndpointInTroubleParksNobody() {
    expire();
    GOOGLE.tokenError = "500 internal_failure";
    HttpResponse<String> answer = accessToken(account, "{}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("canary");
    GOOGLE.tokenError = "";
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void aMisconfiguredClientParksNobody() {
    expire();
    GOOGLE.tokenError = "401 invalid_client";
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(503);
  }

  @Test
  void aRefreshOfAnotherProcessIsWaitedForUntilItsLeaseEnds() {
    expire();
    jdbc.sql("update channel.credential set refreshing_until = now() + interval '400 ms'").update();
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  @Test
  void inPlaceOfATokenThatMovedFromAnotherRowItsOwnIsGiven() {
    GOOGLE.sub = "grace";
    var grace = new Browser(HOME);
    signIn(grace);
    jdbc.sql(
            """
            update channel.credential set access_token =
              (select access_token from channel.credential where account_id = cast(:from as uuid))
             where account_id = cast(:to as uuid)
            """)
        .param("from", accountOf(grace))
        .param("to", account)
        .update();
    String moved = json(accessToken(accountOf(grace), "{}")).path("accessToken").asString();
    assertThat(json(accessToken(account, "{}")).path("accessToken").asString())
        .startsWith("ya29.")
        .isNotEqualTo(moved);
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  /** The keys may come back; until then the worker tries again, and sees that it fails. */
  @Test
  void aGrantWhoseKeyIsGoneIsRefusedForNowAndParksNobody() {
    expire();
    byte[] sealed = sealedRefreshToken();
    keepRefreshToken(new byte[] {1, 2, 3, 4, 5, 6, 7});
    HttpResponse<String> answer = accessToken(account, "{}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("the grant cannot be read");

    keepRefreshToken(sealed);
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
  }

  private byte[] sealedRefreshToken() {
    return jdbc.sql("select refresh_token from channel.credential").query(byte[].class).single();
  }

  private void keepRefreshToken(byte[] sealed) {
    jdbc.sql("update channel.credential set refresh_token = ?").param(sealed).update();
  }

  @Test
  void whoeverShowsAnotherSecretGetsNothing() {
    HttpRequest forged =
        HttpRequest.newBuilder(HOME.resolve("/internal/accounts/" + account + "/access-token"))
            .header("Authorization", "Bearer guessed")
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(new Browser(HOME).send(forged).statusCode()).isEqualTo(401);
    assertThat(ada.send("POST", "/internal/accounts/" + account + "/access-token", "").statusCode())
        .isEqualTo(401);
  }

  @Test
  void anUnknownAccountIsNotFound() {
    assertThat(accessToken(UUID.randomUUID().toString(), "{}").statusCode()).isEqualTo(404);
    assertThat(accessToken("no-uuid", "{}").statusCode()).isEqualTo(404);
  }

  private void expire() {
    jdbc.sql("update channel.credential set access_expires_at = now() + interval '1 minute'")
        .update();
  }

  private List<UUID> calendarIds() {
    return jdbc.sql("select calendar_id from channel.calendar order by 1")
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  private static <T> List<T> atOnce(int callers, Callable<T> call)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(threads.submit(call));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> one : calls) {
        answers.add(one.get());
      }
      return answers;
    }
  }
}
