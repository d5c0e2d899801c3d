package dev.calsync.simulator.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.time.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Codes, consent and tokens: infra/docs/google-calendar.md §5, §7 point 20. */
class AuthorityTests {
  private static final String ADA = "ada@example.com";
  private static final String BACK = "http://localhost/back";
  // RFC 7636, appendix B
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final MovableClock clock =
      new MovableClock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));
  private final Authority authority = new Authority(clock, new Random(1));

  @Test
  void aRefreshTokenComesOnlyOfConsentThatWasShownForOfflineAccess() {
    assertThat(redeem(request("offline"), true).refreshToken()).startsWith("1//");
    assertThat(redeem(request("offline"), false).refreshToken()).isNull();
    assertThat(redeem(request("online"), true).refreshToken()).isNull();
  }

  @Test
  void aCodeIsGoodOnceForItsRedirectUriAndItsVerifier() {
    String code = code(request("offline"), true);
    authority.redeem("client", code, BACK, VERIFIER);
    refused("invalid_grant", () -> authority.redeem("client", code, BACK, VERIFIER));
    String second = code(request("offline"), true);
    refused(
        "redirect_uri_mismatch", () -> authority.redeem("client", second, BACK + "/", VERIFIER));
    String third = code(request("offline"), true);
    refused("invalid_grant", () -> authority.redeem("client", third, BACK, "wrong"));
    String fourth = code(request("offline"), true);
    clock.advance(Duration.ofMinutes(11));
    refused("invalid_grant", () -> authority.redeem("client", fourth, BACK, VERIFIER));
  }

  @Test
  void anAccessTokenLivesAnHour() {
    String token = redeem(request("offline"), true).accessToken().value();
    assertThat(token).startsWith("ya29.");
    assertThat(authority.accessToken(token)).isPresent();
    clock.advance(Duration.ofHours(1));
    assertThat(authority.accessToken(token)).isEmpty();
  }

  @Test
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
  void theHundredAndFirstRefreshTokenKillsTheFirst() {
    String first = String.valueOf(redeem(request("offline"), true).refreshToken());
    String second = String.valueOf(redeem(request("offline"), true).refreshToken());
    for (int i = 0; i < 99; i++) {
      redeem(request("offline"), true);
    }
    refused("invalid_grant", () -> authority.refresh("client", first));
    assertThat(authority.refresh("client", second).refreshToken()).isNull();
  }

  private Issued redeem(AuthorizationRequest request, boolean consentShown) {
    return authority.redeem("client", code(request, consentShown), BACK, VERIFIER);
  }

  private String code(AuthorizationRequest request, boolean consentShown) {
    return authority.authorize(ADA, request, request.scopes(), consentShown);
  }

  private static AuthorizationRequest request(String accessType) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("client_id", "client");
    parameters.put("redirect_uri", BACK);
    parameters.put("scope", "openid email");
    parameters.put("access_type", accessType);
    parameters.put("code_challenge", CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    return AuthorizationRequest.of(parameters);
  }

  private static void refused(
      String error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(OAuthError.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.body()).containsEntry("error", error));
  }
}
