package dev.calsync.channel.risc;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.AccountNeedsReauthorization;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
  void aPurgedAccountIsRemoved() {
    assertThat(accept(RISC + "account-purged")).isEqualTo(202);
    await().untilAsserted(() -> assertThat(announced(AccountDisconnected.class)).hasSize(1));
    await()
        .untilAsserted(() ->
            assertThat(jdbc.sql("select count(*) from channel.account").query(Long.class).single())
                .isZero());
  }

  @Test
  void aTokenIsFoundByItsBeginning() {
    String beginning = "1//canary-nobody";
    assertThat(deliver(token(beginning)).statusCode()).isEqualTo(202);
    assertThat(state()).isEqualTo("CONNECTED");
  }

  private static String token(String beginning) {
    return GOOGLE.securityEvent(
        OAUTH + "token-revoked",
        Map.of(
            "subject",
            Map.of(
                "subject_type", "oauth_token",
                "token_type", "refresh_token",
                "token_identifier_alg", "prefix",
                "token", beginning)),
        UnaryOperator.identity());
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

  static Stream<Arguments> forgeries() throws JOSEException {
    Instant now = Instant.now();
    return Stream.of(
        Arguments.of("invalid_issuer", claims(claims -> claims.issuer("https://evil.example"))),
        Arguments.of("invalid_audience", claims(claims -> claims.audience("another-client"))),
        Arguments.of(
            "invalid_request",
            claims(claims -> claims.issueTime(Date.from(now.minusSeconds(8 * 86_400))))),
        Arguments.of(
            "invalid_request",
            claims(claims -> claims.issueTime(Date.from(now.plusSeconds(3600))))),
        Arguments.of(
            "invalid_request",
            claims(claims -> claims.expirationTime(Date.from(now.minusSeconds(3600))))),
        Arguments.of("invalid_request", claims(claims -> claims.jwtID(null))),
        Arguments.of("invalid_request", claims(claims -> claims.claim("events", null))),
        Arguments.of("invalid_request", claims(claims -> claims.claim("events", "all"))),
        Arguments.of("invalid_request", new PlainJWT(good()).serialize()),
        Arguments.of("invalid_request", hmac()),
        Arguments.of("invalid_key", strangers("k1")),
        Arguments.of("invalid_key", strangers("k2")),
        Arguments.of("invalid_key", tampered()),
        Arguments.of("invalid_request", ""),
        Arguments.of("invalid_request", "a.b.c"),
        Arguments.of("invalid_request", "x".repeat(70_000)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
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
            .POST(BodyPublishers.ofString(claims(UnaryOperator.identity())))
            .build();
    assertThat(new Browser(HOME).send(request).statusCode()).isEqualTo(400);
  }

  private static String claims(UnaryOperator<JWTClaimsSet.Builder> forged) {
    return event(OAUTH + "tokens-revoked", forged);
  }

  private static String tampered() {
    List<String> parts = List.of(claims(UnaryOperator.identity()).split("\\."));
    List<String> others = List.of(claims(UnaryOperator.identity()).split("\\."));
    return parts.get(0) + "." + others.get(1) + "." + parts.get(2);
  }

  private static JWTClaimsSet good() {
    return new JWTClaimsSet.Builder()
        .issuer(GOOGLE.url() + "/")
        .audience("calsync-local")
        .issueTime(Date.from(Instant.now()))
        .jwtID("forged")
        .claim("events", Map.of(OAUTH + "tokens-revoked", Map.of()))
        .build();
  }

  private static String hmac() throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good());
    jwt.sign(new MACSigner(new byte[32]));
    return jwt.serialize();
  }

  private static String strangers(String keyId) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    var jwt = new SignedJWT(header, good());
    jwt.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return jwt.serialize();
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
