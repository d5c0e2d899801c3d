package dev.calsync.channel.account;

import static dev.calsync.channel.Browser.json;
import static dev.calsync.channel.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountConnected;
import dev.calsync.model.Lifecycle.CalendarAdded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Signing in with Google, from the browser's side. */
class SignInIntegrationTests extends Installation {
  private static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  private final Browser ada = new Browser(HOME);

  @Test
  void signingInConnectsTheAccountAnnouncesItsCalendarsAndWatchesThem() {
    assertThat(signIn(ada)).isEqualTo("/");
    JsonNode account = json(ada.get("/api/accounts")).at("/accounts/0");
    assertThat(account.path("email").asString()).isEqualTo(GOOGLE.sub + "@example.com");
    assertThat(account.path("state").asString()).isEqualTo("CONNECTED");
    assertThat(account.path("scopesMissing")).isEmpty();
    await()
        .untilAsserted(() -> {
          assertThat(announced(AccountConnected.class)).hasSize(1);
          assertThat(announced(CalendarAdded.class))
              .filteredOn(added -> added.watchedUntil() != null)
              .extracting(CalendarAdded::googleCalendarId)
              .containsExactlyInAnyOrder("primary", "team");
        });
    assertThat(GOOGLE.watched)
        .hasSize(2)
        .allSatisfy(watch -> {
          assertThat(watch.path("address").asString())
              .isEqualTo("http://127.0.0.1:1/api/calendar/webhook");
          assertThat(watch.path("token").asString()).startsWith("v1.derived.");
        });
  }

  @Test
  void theFirstRequestAsksForAnAccountAndOfflineAccessWithPkceAndNonceButNotForConsent() {
    signIn(ada);
    Map<String, String> asked = GOOGLE.authorizations.getFirst();
    assertThat(asked)
        .containsEntry("access_type", "offline")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", HOME + "/login/oauth2/code/google")
        .containsEntry("prompt", "select_account")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(List.of(String.valueOf(asked.get("scope")).split(" ", -1)))
        .contains("openid", "email", "profile", EVENTS);
    assertThat(GOOGLE.authorizations).hasSize(1);
  }

  @Test
  void consentIsAskedForOnceWhenNoRefreshTokenCame() {
    GOOGLE.firstConsent = false;
    assertThat(signIn(ada)).isEqualTo("/");
    assertThat(GOOGLE.authorizations).hasSize(2);
    assertThat(GOOGLE.authorizations.getLast())
        .containsEntry("prompt", "consent")
        .containsEntry("login_hint", GOOGLE.sub);
  }

  @Test
  void whereGoogleNeverGivesARefreshTokenNothingIsWrittenAndNobodyGoesRoundInCircles() {
    GOOGLE.firstConsent = false;
    GOOGLE.givesRefreshTokens = false;
    assertThat(signIn(ada)).isEqualTo("/?signin=no_offline_access");
    assertThat(GOOGLE.authorizations).hasSize(2);
    assertThat(accounts()).isZero();
  }

  @Test
  void aSecondLoginBringsNoRefreshTokenAndKeepsTheOneWeHave() {
    signIn(ada);
    byte[] held = refreshToken();
    GOOGLE.firstConsent = false;
    var elsewhere = new Browser(HOME);
    assertThat(signIn(elsewhere)).isEqualTo("/");
    assertThat(GOOGLE.authorizations).hasSize(2);
    assertThat(refreshToken()).isEqualTo(held);
    assertThat(accountOf(elsewhere)).isEqualTo(accountOf(ada));
  }

  /** The vault's keyset was lost, say. */
  @Test
  void aGrantThatCannotBeOpenedAnyMoreIsReplacedBySigningInAgain() {
    signIn(ada);
    jdbc.sql(
            "update channel.credential set refresh_token = 'nobody''s', access_token = 'nobody''s'")
        .update();
    GOOGLE.firstConsent = false;

    assertThat(signIn(ada)).isEqualTo("/");

    assertThat(GOOGLE.authorizations.getLast()).containsEntry("prompt", "consent");
    assertThat(accessToken(accountOf(ada), "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void signingInMakesANewSessionAndTheSessionHoldsNoToken() {
    ada.get("/oauth2/authorization/google");
    String before = ada.cookie("CALSYNC_SESSION");
    signIn(ada);
    assertThat(ada.cookie("CALSYNC_SESSION")).isNotEmpty().isNotEqualTo(before);
    List<byte[]> attributes =
        jdbc.sql("select attribute_bytes from session.spring_session_attributes")
            .query((row, _) -> row.getBytes(1))
            .list();
    assertThat(attributes)
        .isNotEmpty()
        .allSatisfy(bytes ->
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("canary"));
    assertThat(
            jdbc.sql(
                    """
                    select attribute_name from session.spring_session_attributes a
                      join session.spring_session s on s.primary_id = a.session_primary_id
                     where s.principal_name is not null
                    """)
                .query(String.class)
                .set())
        .contains("SPRING_SECURITY_CONTEXT");
  }

  @Test
  void theSessionCookieIsKeptFromScriptsAndForeignSites() {
    List<String> cookies =
        ada.get("/oauth2/authorization/google").headers().allValues("Set-Cookie");
    assertThat(cookies)
        .filteredOn(cookie -> cookie.startsWith("CALSYNC_SESSION="))
        .hasSize(1)
        .first()
        .asString()
        .contains("; Path=/;", "; HttpOnly", "; SameSite=Lax");
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("another audience", c -> c.audience("someone-else")),
        forgery("another issuer", c -> c.issuer("https://accounts.evil.example")),
        forgery("expired", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(600)))),
        forgery("another nonce", c -> c.claim("nonce", "stolen")),
        forgery("no nonce", c -> c.claim("nonce", null)),
        forgery("another authorized party", c -> c.claim("azp", "someone-else")),
        forgery("no subject", c -> c.subject(null)));
  }

  private static Arguments forgery(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.argumentSet(name, change);
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedIdTokenSignsNobodyInAndNothingIsWritten(UnaryOperator<JWTClaimsSet.Builder> forgery) {
    GOOGLE.forgery = forgery;
    assertThat(signIn(ada)).startsWith("/?signin=").isNotEqualTo("/?signin=google_unavailable");
    nothingHappened();
  }

  @Test
  void anIdTokenSignedWithThePublicKeyAsSecretSignsNobodyIn() {
    GOOGLE.algorithm = JWSAlgorithm.HS256;
    assertThat(signIn(ada)).startsWith("/?signin=");
    nothingHappened();
  }

  @Test
  void aStateOfAnotherSessionSignsNobodyIn() {
    String mallorysAnswer =
        location(
            new Browser(HOME).get(location(new Browser(HOME).get("/oauth2/authorization/google"))));
    ada.get("/oauth2/authorization/google");
    assertThat(location(ada.get(mallorysAnswer))).contains("/?signin=");
    nothingHappened();
  }

  @Test
  void aForeignCodeUnderOnesOwnStateSignsNobodyIn() {
    String toGoogle = location(ada.get("/oauth2/authorization/google"));
    String back = location(ada.get(toGoogle));
    String mallorys =
        location(
            new Browser(HOME).get(location(new Browser(HOME).get("/oauth2/authorization/google"))));
    String foreignCode = mallorys.replaceAll(".*code=([^&]+).*", "$1");
    String injected = back.replaceAll("code=[^&]+", "code=" + foreignCode);
    assertThat(location(ada.get(injected))).contains("/?signin=");
    nothingHappened();
  }

  @Test
  void whoeverDeclinesIsToldSo() {
    String toGoogle = location(ada.get("/oauth2/authorization/google"));
    String state = toGoogle.replaceAll(".*[?&]state=([^&]+).*", "$1");
    String back = "/login/oauth2/code/google?error=access_denied&state=" + state;
    assertThat(location(ada.get(back))).isEqualTo(HOME + "/?signin=access_denied");
    nothingHappened();
  }

  @Test
  void loggingOutEndsTheSession() {
    signIn(ada);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(200);
    assertThat(ada.send("POST", "/logout", "").statusCode()).isEqualTo(204);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
  }

  private void nothingHappened() {
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(accounts()).isZero();
  }

  private long accounts() {
    return jdbc.sql("select count(*) from channel.account").query(Long.class).single();
  }

  private byte[] refreshToken() {
    return jdbc.sql("select refresh_token from channel.credential").query(byte[].class).single();
  }
}
