package dev.calsync.channel.risc;

import static dev.calsync.channel.Browser.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.AccountNeedsReauthorization;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google tells of its accounts, and what strangers say in its name. */
class RiscIntegrationTests extends Installation {
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String OAUTH = "https://schemas.openid.net/secevent/oauth/event-type/";

  private final Browser ada = new Browser(HOME);
  private String account = "";

  @BeforeEach
  void signedIn() {
    signIn(ada);
    account = accountOf(ada);
  }

  @Test
  void tokensRevokedParksTheAccountForgetsItsTokensAndEndsItsSessions() {
    assertThat(accept(OAUTH + "tokens-revoked")).isEqualTo(202);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(409);
    assertThat(GOOGLE.refreshes).hasValue(0);
    assertThat(
            jdbc.sql("select count(*) from channel.credential where refresh_token is not null")
                .query(Long.class)
                .single())
        .isZero();
    await()
        .untilAsserted(() -> assertThat(announced(AccountNeedsReauthorization.class)).hasSize(1));
    assertThat(signIn(new Browser(HOME))).isEqualTo("/");
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void sessionsRevokedEndsTheSessionsHereAndTheAccessTokenIsReplaced() {
    String before = json(accessToken(account, "{}")).path("accessToken").asString();
    assertThat(accept(RISC + "sessions-revoked")).isEqualTo(202);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    HttpResponse<String> after = accessToken(account, "{}");
    assertThat(json(after).path("accessToken").asString()).isNotEqualTo(before);
    assertThat(state()).isEqualTo("CONNECTED");
  }

  @Test
  void aDisabledAccountIsParkedUntilItIsEnabled() {
    assertThat(accept(RISC + "account-disabled")).isEqualTo(202);
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(409);
    assertThat(GOOGLE.refreshes).hasValue(0);
    assertThat(accept(RISC + "account-enabled")).isEqualTo(202);
    assertThat(state()).isEqualTo("CONNECTED");
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void enablingRevivesNoGrantThatWasTakenBack() {
    accept(RISC + "account-disabled");
    accept(RISC + "account-enabled");
    accept(OAUTH + "tokens-revoked");
    accept(RISC + "account-enabled");
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
  }

  @Test
  void enablingRevivesNoGrantThatWasTakenBackMeanwhile() {
    accept(RISC + "account-disabled");
    accept(OAUTH + "tokens-revoked");
    accept(RISC + "account-enabled");
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(409);
  }

  @Test
  void enablingRevivesNoGrantThatDiedAfterItsOwnerSignedInAgain() {
    accept(RISC + "account-disabled");
    signIn(new Browser(HOME), "/oauth2/authorization/google");
    assertThat(state()).isEqualTo("CONNECTED");
    GOOGLE.tokenError = "400 invalid_grant";
    GOOGLE.rejectedAccessTokens.add(
        json(accessToken(account, "{}")).path("accessToken").asString());
    jdbc.sql("update channel.account set list_due_at = now()").update();
    await().untilAsserted(() -> assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION"));
    accept(RISC + "account-enabled");
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
  }

  @Test
  void aPurgedAccountIsRemoved() {
    assertThat(accept(RISC + "account-purged")).isEqualTo(202);
    await().untilAsserted(() -> assertThat(announced(AccountDisconnected.class)).hasSize(1));
    await()
        .untilAsserted(() ->
            assertThat(jdbc.sql("select count(*) from channel.account").query(Long.class).single())
                .isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefix", "hash_base64_sha512_sha512"})
  void aTokenThatGoogleNamesByABeginningOrAHashIsFound(String algorithm) throws Exception {
    String token = GOOGLE.granted.getLast();
    String hash = Base64.getEncoder().encodeToString(sha512(sha512(token.getBytes(UTF_8))));
    boolean byBeginning = algorithm.equals("prefix");
    assertThat(deliver(tokenRevoked(algorithm, byBeginning ? "1//canary-nobody" : "hash")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(202));
    assertThat(state()).isEqualTo("CONNECTED");
    deliver(tokenRevoked(algorithm, byBeginning ? token.substring(0, 16) : hash));
    assertThat(state()).isEqualTo("NEEDS_REAUTHORIZATION");
  }

  private static byte[] sha512(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-512").digest(bytes);
  }

  private static String tokenRevoked(String algorithm, String name) {
    var subject =
        Map.of(
            "subject_type",
            "oauth_token",
            "token_type",
            "refresh_token",
            "token_identifier_alg",
            algorithm,
            "token",
            name);
    return GOOGLE.securityEvent(
        OAUTH + "token-revoked", Map.of("subject", subject), UnaryOperator.identity());
  }

  @Test
  void verificationAndWhatNobodyKnowsAreTaken() {
    assertThat(accept(RISC + "verification")).isEqualTo(202);
    assertThat(accept(RISC + "account-credential-change-required")).isEqualTo(202);
    assertThat(accept("https://example.com/unheard-of")).isEqualTo(202);
    assertThat(state()).isEqualTo("CONNECTED");
  }

  @Test
  void aTokenThatIsDeliveredTwiceIsActedUponOnce() {
    String token = event(OAUTH + "tokens-revoked", UnaryOperator.identity());
    assertThat(deliver(token).statusCode()).isEqualTo(202);
    signIn(new Browser(HOME));
    assertThat(deliver(token).statusCode()).isEqualTo(202);
    assertThat(state()).isEqualTo("CONNECTED");
  }

  @Test
  void whatHappenedBeforeTheGrantCameDoesNotConcernIt() {
    Date before = Date.from(Instant.now().minusSeconds(3600));
    String token = event(OAUTH + "tokens-revoked", claims -> claims.issueTime(before));
    assertThat(deliver(token).statusCode()).isEqualTo(202);
    assertThat(state()).isEqualTo("CONNECTED");
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("dev.calsync.channel.risc.Forgeries#all")
  void whatIsNotGooglesIsRefusedAndChangesNothing(String error, String token) {
    HttpResponse<String> answer = deliver(token);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("err").asString()).isEqualTo(error);
    assertThat(json(answer).path("description").asString()).isNotEmpty();
    assertThat(state()).isEqualTo("CONNECTED");
  }

  @Test
  void anotherContentTypeIsRefused() {
    HttpRequest request =
        HttpRequest.newBuilder(HOME.resolve("/api/accounts/risc"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(event(OAUTH + "tokens-revoked", UnaryOperator.identity())))
            .build();
    assertThat(new Browser(HOME).send(request).statusCode()).isEqualTo(400);
  }

  private static int accept(String type) {
    return deliver(event(type, UnaryOperator.identity())).statusCode();
  }

  private static String event(String type, UnaryOperator<JWTClaimsSet.Builder> forged) {
    var subject = Map.of("subject_type", "iss-sub", "iss", GOOGLE.url() + "/", "sub", GOOGLE.sub);
    return GOOGLE.securityEvent(type, Map.of("subject", subject), forged);
  }

  private static HttpResponse<String> deliver(String token) {
    return new Browser(HOME)
        .send(
            HttpRequest.newBuilder(HOME.resolve("/api/accounts/risc"))
                .header("Content-Type", "application/secevent+jwt")
                .POST(BodyPublishers.ofString(token))
                .build());
  }

  private String state() {
    return jdbc.sql("select state from channel.account where account_id = cast(:id as uuid)")
        .param("id", account)
        .query(String.class)
        .single();
  }
}
