package dev.calsync.simulator.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.time.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Codes, consent and tokens: infra/docs/google-calendar.md §5, §7 point 20. */
class AuthorityTests {
  private static final String ADA = "ada@example.com";
  private static final String CALENDAR = "openid https://www.googleapis.com/auth/calendar.events";
  private static final String EMAIL = "https://www.googleapis.com/auth/userinfo.email";
  private static final String BACK = "http://localhost/back";
  // RFC 7636, appendix B
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final MovableClock clock =
      new MovableClock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));
  private final Authority authority = new Authority(clock, new Random(1));

  @Test
  @Shows({
    "§7.20 consent that was shown gives a refresh token",
    "§7.20 consent that was skipped gives none"
  })
  void aRefreshTokenComesOnlyOfConsentThatWasShownForOfflineAccess() {
    assertThat(redeem(request("offline"), true).refreshToken()).startsWith("1//");
    assertThat(redeem(request("offline"), false).refreshToken()).isNull();
    assertThat(redeem(request("online"), true).refreshToken()).isNull();
  }

  @Test
  @Shows("§7.20 PKCE is checked")
  void aCodeIsGoodOnceForItsRedirectUriAndItsVerifier() {
    String code = code(request("offline"), true);
    authority.redeem("client", code, BACK, VERIFIER);
    refused("invalid_grant", () -> authority.redeem("client", code, BACK, VERIFIER));
    String second = code(request("offline"), true);
    refused(
        "redirect_uri_mismatch", () -> authority.redeem("client", second, BACK + "/", VERIFIER));
    String third = code(request("offline"), true);
    refused("invalid_grant", () -> authority.redeem("client", third, BACK, "wrong"));
    String unproven = code(request("offline"), true);
    refused("invalid_grant", () -> authority.redeem("client", unproven, BACK, null));
    String fourth = code(request("offline"), true);
    clock.advance(Duration.ofMinutes(11));
    refused("invalid_grant", () -> authority.redeem("client", fourth, BACK, VERIFIER));
  }

  @Test
  @Shows("§7.22 the clock can be moved: access tokens end")
  void anAccessTokenLivesAnHour() {
    String token = redeem(request("offline"), true).accessToken().value();
    assertThat(token).startsWith("ya29.");
    assertThat(authority.accessToken(token)).isPresent();
    clock.advance(Duration.ofHours(1));
    assertThat(authority.accessToken(token)).isEmpty();
  }

  @Test
  @Shows("§7.20 revoking one token ends the whole grant")
  void revokingOneTokenKillsTheWholeGrant() {
    Issued issued = redeem(request("offline"), true);
    String refreshToken = String.valueOf(issued.refreshToken());
    AccessToken refreshed = authority.refresh("client", refreshToken).accessToken();
    authority.revoke(refreshed.value());
    assertThat(authority.accessToken(issued.accessToken().value())).isEmpty();
    refused("invalid_grant", () -> authority.refresh("client", refreshToken));
    assertThat(authority.isAllowed(ADA, request("offline"))).isFalse();
  }

  @Test
  @Shows("§7.22 a person revokes")
  void aPersonTakesBackWhatTheyAllowedAnyApplication() {
    Issued issued = redeem(request("offline"), true);
    authority.revokeAll(ADA);
    assertThat(authority.accessToken(issued.accessToken().value())).isEmpty();
    refused(
        "invalid_grant", () -> authority.refresh("client", String.valueOf(issued.refreshToken())));
    assertThat(authority.isAllowed(ADA, request("offline"))).isFalse();
  }

  @Test
  @Shows("§7.20 the 101st refresh token kills the oldest")
  void theHundredAndFirstRefreshTokenKillsTheFirst() {
    String first = String.valueOf(redeem(request("offline"), true).refreshToken());
    String second = String.valueOf(redeem(request("offline"), true).refreshToken());
    for (int i = 0; i < 99; i++) {
      redeem(request("offline"), true);
    }
    refused("invalid_grant", () -> authority.refresh("client", first));
    assertThat(authority.refresh("client", second).refreshToken()).isNull();
  }

  @Test
  @DisplayName("google-calendar.md §7.20: invalid_grant comes with either description")
  @Shows({
    "§7.20 invalid_grant: Token has been expired or revoked.",
    "§7.20 invalid_grant: Bad Request"
  })
  void invalidGrantComesWithEitherDescription() {
    String token = String.valueOf(redeem(request("offline"), true).refreshToken());
    authority.revoke(token);
    assertThat(description(() -> authority.refresh("client", token)))
        .isEqualTo("Token has been expired or revoked.");
    assertThat(description(() -> authority.refresh("client", "1//never-seen")))
        .isEqualTo("Bad Request");
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.20: in testing a refresh token lives seven days, and keeps them")
  @Shows("§7.20 in testing a refresh token lives seven days")
  void aTokenOfTestingLivesSevenDays() {
    authority.behaviour(new OAuthBehaviour(Duration.ofHours(1), Duration.ZERO, true, false));
    String testing = String.valueOf(redeem(request("offline", CALENDAR), true).refreshToken());
    authority.behaviour(OAuthBehaviour.USUAL);
    String lasting = String.valueOf(redeem(request("offline", CALENDAR), true).refreshToken());
    clock.advance(Duration.ofDays(6));
    assertThat(authority.refresh("client", testing).accessToken().email()).isEqualTo(ADA);
    clock.advance(Duration.ofDays(2));
    assertThat(description(() -> authority.refresh("client", testing)))
        .isEqualTo("Token has been expired or revoked.");
    assertThat(authority.refresh("client", lasting).accessToken().email()).isEqualTo(ADA);
  }

  @Test
  @DisplayName("google-calendar.md §5.6: who knows no more than a name keeps it, in testing too")
  void aTokenForIdentityAloneOutlivesTesting() {
    authority.behaviour(new OAuthBehaviour(Duration.ofHours(1), Duration.ZERO, true, false));
    String token = String.valueOf(redeem(request("offline"), true).refreshToken());
    clock.advance(Duration.ofDays(8));
    assertThat(authority.refresh("client", token).refreshToken()).isNull();
  }

  @Test
  @DisplayName("google-calendar.md §5.6: a token that nobody uses for six months dies")
  void aTokenThatNobodyUsesDies() {
    String token = String.valueOf(redeem(request("offline"), true).refreshToken());
    clock.advance(Duration.ofDays(150));
    authority.refresh("client", token);
    clock.advance(Duration.ofDays(150));
    authority.refresh("client", token);
    clock.advance(Duration.ofDays(184));
    refused("invalid_grant", () -> authority.refresh("client", token));
  }

  @Test
  @Shows("§7.20 a refresh brings no new refresh token")
  void aRefreshBringsNoNewRefreshToken() {
    String token = String.valueOf(redeem(request("offline"), true).refreshToken());
    Issued first = authority.refresh("client", token);
    Issued second = authority.refresh("client", token);
    assertThat(first.refreshToken()).isNull();
    assertThat(second.refreshToken()).isNull();
    assertThat(second.accessToken().value()).isNotEqualTo(first.accessToken().value());
  }

  @Test
  @DisplayName("google-calendar.md §5.4: a refresh may bring a new refresh token")
  void aRefreshMayBringANewRefreshToken() {
    String old = String.valueOf(redeem(request("offline"), true).refreshToken());
    authority.behaviour(new OAuthBehaviour(Duration.ofHours(1), Duration.ZERO, false, true));
    String fresh = String.valueOf(authority.refresh("client", old).refreshToken());
    assertThat(fresh).startsWith("1//").isNotEqualTo(old);
    assertThat(authority.refresh("client", fresh).accessToken().email()).isEqualTo(ADA);
  }

  @Test
  @Shows("§7.20 a refresh has the scopes of its own consent")
  void aRefreshTokenGainsNothingByALaterConsent() {
    String identity = String.valueOf(redeem(request("offline"), true).refreshToken());
    String calendar = String.valueOf(redeem(request("offline", CALENDAR), true).refreshToken());
    authority.behaviour(new OAuthBehaviour(Duration.ofHours(1), Duration.ZERO, false, true));
    Issued refreshed = authority.refresh("client", identity);
    String rotated = String.valueOf(refreshed.refreshToken());
    assertThat(refreshed.accessToken().scopes()).containsExactly("openid", EMAIL);
    assertThat(authority.refresh("client", rotated).accessToken().scopes())
        .containsExactly("openid", EMAIL);
    assertThat(authority.refresh("client", calendar).accessToken().scopes())
        .containsExactly(CALENDAR.split(" "));
  }

  @Test
  void aRefreshTokenHasWhatWasGrantedBeforeWhereThatWasAskedFor() {
    redeem(request("offline", CALENDAR), true);
    Map<String, String> parameters = parameters("offline", "openid email");
    parameters.put("include_granted_scopes", "true");
    Issued combined = redeem(AuthorizationRequest.of(parameters), true);
    String token = String.valueOf(combined.refreshToken());
    assertThat(authority.refresh("client", token).accessToken().scopes())
        .contains(CALENDAR.split(" "))
        .contains(EMAIL);
  }

  private static String description(Runnable call) {
    try {
      call.run();
      return "not refused";
    } catch (OAuthError error) {
      return String.valueOf(error.body().get("error_description"));
    }
  }

  private Issued redeem(AuthorizationRequest request, boolean consentShown) {
    return authority.redeem("client", code(request, consentShown), BACK, VERIFIER);
  }

  private String code(AuthorizationRequest request, boolean consentShown) {
    return authority.authorize(ADA, request, request.scopes(), consentShown);
  }

  private static AuthorizationRequest request(String accessType) {
    return request(accessType, "openid email");
  }

  private static AuthorizationRequest request(String accessType, String scope) {
    return AuthorizationRequest.of(parameters(accessType, scope));
  }

  private static Map<String, String> parameters(String accessType, String scope) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("client_id", "client");
    parameters.put("redirect_uri", BACK);
    parameters.put("scope", scope);
    parameters.put("access_type", accessType);
    parameters.put("code_challenge", CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  private static void refused(
      String error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(OAuthError.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.body()).containsEntry("error", error));
  }
}
