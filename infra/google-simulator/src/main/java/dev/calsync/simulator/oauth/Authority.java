package dev.calsync.simulator.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Consent, codes and tokens (google-calendar.md §5). Safe for many threads, which take turns. */
public final class Authority {
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);
  private static final Duration ACCESS_LIFE = Duration.ofSeconds(3599);

  /** The oldest refresh token of a grant dies when there are more (google-calendar.md §5.6). */
  private static final int REFRESH_TOKEN_LIMIT = 100;

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, Grant> byRefreshToken = new HashMap<>();
  private final Map<String, AccessToken> accessTokens = new HashMap<>();
  private long version;
  private Instant nextCleaning = Instant.MIN;

  public Authority(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  private record Code(
      AuthorizationRequest request,
      String email,
      Set<String> scopes,
      boolean consentShown,
      Instant expiresAt) {}

  /** Whether this person has allowed all of this before. */
  public synchronized boolean isAllowed(String email, AuthorizationRequest request) {
    Grant grant = grants.get(email + " " + request.clientId());
    return grant != null && request.covers(grant.scopes());
  }

  /** A single-use code; only what the person allows is granted. */
  public synchronized String authorize(
      String email, AuthorizationRequest request, Set<String> allowed, boolean consentShown) {
    Grant grant = grant(email, request.clientId());
    version++;
    grant.scopes().addAll(allowed);
    Set<String> scopes =
        new LinkedHashSet<>(request.includeGrantedScopes() ? grant.scopes() : allowed);
    String code = "4/0" + token(32);
    Instant expiresAt = clock.instant().plus(CODE_LIFE);
    codes.put(code, new Code(request, email, scopes, consentShown, expiresAt));
    return code;
  }

  /** grant_type=authorization_code. */
  public synchronized Issued redeem(
      String clientId, String code, @Nullable String redirectUri, @Nullable String verifier) {
    Code known = codes.remove(code);
    if (known == null
        || !known.request().clientId().equals(clientId)
        || known.expiresAt().isBefore(clock.instant())) {
      throw OAuthError.badGrant();
    }
    if (!known.request().redirectUri().equals(redirectUri)) {
      throw new OAuthError(400, "redirect_uri_mismatch", "Bad Request");
    }
    checkVerifier(known.request(), verifier);
    Grant grant = grant(known.email(), clientId);
    boolean lasting = known.request().offline() && known.consentShown();
    return new Issued(
        issue(known.email(), clientId, known.scopes(), ACCESS_LIFE),
        lasting ? newRefreshToken(grant) : null,
        known.request().nonce());
  }

  /** grant_type=refresh_token; no new refresh token comes. */
  public synchronized Issued refresh(String clientId, String refreshToken) {
    Grant grant = byRefreshToken.get(refreshToken);
    if (grant == null || !grant.clientId().equals(clientId)) {
      throw OAuthError.revoked();
    }
    AccessToken token = issue(grant.email(), clientId, grant.scopes(), ACCESS_LIFE);
    return new Issued(token, null, null);
  }

  /** A key from nowhere, for tests and the page. */
  public synchronized AccessToken issue(
      String email, String clientId, Set<String> scopes, Duration life) {
    Instant now = clock.instant();
    if (now.isAfter(nextCleaning)) {
      accessTokens.values().removeIf(token -> token.expiresAt().isBefore(now));
      codes.values().removeIf(code -> code.expiresAt().isBefore(now));
      nextCleaning = now.plus(CODE_LIFE);
    }
    AccessToken token =
        new AccessToken("ya29.a0" + token(48), email, clientId, Set.copyOf(scopes), now.plus(life));
    accessTokens.put(token.value(), token);
    return token;
  }

  /** The token with this value while it is good. */
  public synchronized Optional<AccessToken> accessToken(String value) {
    return Optional.ofNullable(accessTokens.get(value))
        .filter(token -> token.expiresAt().isAfter(clock.instant()));
  }

  /** Either token of a grant ends the grant, with all tokens of it. */
  public synchronized void revoke(String token) {
    Grant grant = byRefreshToken.get(token);
    AccessToken access = accessTokens.get(token);
    if (grant == null && access != null) {
      grant = grants.get(access.email() + " " + access.clientId());
    }
    if (grant == null) {
      throw new OAuthError(400, "invalid_token", "Token expired or revoked");
    }
    end(grant);
  }

  /** The person takes back what they allowed, at Google's own page. */
  public synchronized void revokeAll(String email) {
    grants.values().stream()
        .filter(grant -> grant.email().equals(email))
        .toList()
        .forEach(this::end);
  }

  /** All access tokens that came of consent are over; refresh tokens stay. */
  public synchronized void expireAccessTokens() {
    accessTokens
        .values()
        .removeIf(token -> grants.containsKey(token.email() + " " + token.clientId()));
  }

  /** Grows with every grant that changes. */
  public synchronized long version() {
    return version;
  }

  /** The grants as JSON; codes and access tokens do not outlive a restart. */
  public synchronized List<Map<String, Object>> snapshot() {
    return grants.values().stream()
        .map(grant ->
            Map.<String, Object>of(
                "email", grant.email(),
                "clientId", grant.clientId(),
                "scopes", List.copyOf(grant.scopes()),
                "refreshTokens", List.copyOf(grant.refreshTokens())))
        .toList();
  }

  /** Takes one grant of a snapshot. */
  public synchronized void restore(
      String email, String clientId, List<String> scopes, List<String> refreshTokens) {
    Grant grant = grant(email, clientId);
    grant.scopes().addAll(scopes);
    grant.refreshTokens().addAll(refreshTokens);
    refreshTokens.forEach(token -> byRefreshToken.put(token, grant));
  }

  public synchronized void clear() {
    codes.clear();
    grants.clear();
    byRefreshToken.clear();
    accessTokens.clear();
  }

  private void end(Grant grant) {
    version++;
    grant.refreshTokens().forEach(byRefreshToken::remove);
    grants.remove(grant.email() + " " + grant.clientId());
    accessTokens
        .values()
        .removeIf(token ->
            token.email().equals(grant.email()) && token.clientId().equals(grant.clientId()));
    codes
        .values()
        .removeIf(code ->
            code.email().equals(grant.email())
                && code.request().clientId().equals(grant.clientId()));
  }

  private Grant grant(String email, String clientId) {
    return grants.computeIfAbsent(email + " " + clientId, _ -> new Grant(email, clientId));
  }

  private String newRefreshToken(Grant grant) {
    String token = "1//0" + token(40);
    version++;
    grant.refreshTokens().add(token);
    byRefreshToken.put(token, grant);
    if (grant.refreshTokens().size() > REFRESH_TOKEN_LIMIT) {
      String oldest = grant.refreshTokens().iterator().next();
      grant.refreshTokens().remove(oldest);
      byRefreshToken.remove(oldest);
    }
    return token;
  }

  private static void checkVerifier(AuthorizationRequest request, @Nullable String verifier) {
    String challenge = request.codeChallenge();
    if (challenge == null) {
      return;
    }
    if (verifier == null) {
      throw new OAuthError(400, "invalid_grant", "Missing code verifier.");
    }
    String shown = request.codeChallengeMethod().equals("S256") ? sha256(verifier) : verifier;
    if (!shown.equals(challenge)) {
      throw new OAuthError(400, "invalid_grant", "Invalid code verifier.");
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private String token(int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
  }
}
