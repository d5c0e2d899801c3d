package dev.calsync.simulator.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final RefreshTokens refreshTokens = new RefreshTokens();
  private final Map<String, AccessToken> accessTokens = new LinkedHashMap<>();
  private OAuthBehaviour behaviour = OAuthBehaviour.USUAL;
  private long version;
  private Instant nextCleaning = Instant.MIN;

  public Authority(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public synchronized OAuthBehaviour behaviour() {
    return behaviour;
  }

  /** How it behaves from now on. */
  public synchronized void behaviour(OAuthBehaviour other) {
    behaviour = other;
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
    Pkce.check(known.request(), verifier);
    Grant grant = grant(known.email(), clientId);
    boolean lasting = known.request().offline() && known.consentShown();
    return new Issued(
        issue(known.email(), clientId, known.scopes(), behaviour.accessTokenLife()),
        lasting ? newRefreshToken(grant, known.scopes()) : null,
        known.request().nonce());
  }

  /**
   * grant_type=refresh_token, for the scopes of the consent that this token came of; as a rule no
   * new refresh token comes.
   */
  public synchronized Issued refresh(String clientId, String refreshToken) {
    RefreshTokens.Live used = refreshTokens.use(refreshToken, clientId, clock.instant());
    version++;
    Grant grant = used.grant();
    AccessToken token = issue(grant.email(), clientId, used.scopes(), behaviour.accessTokenLife());
    String fresh = behaviour.rotates() ? newRefreshToken(grant, used.scopes()) : null;
    return new Issued(token, fresh, null);
  }

  /** A key from nowhere, for tests. */
  public synchronized AccessToken issue(
      String email, String clientId, Set<String> scopes, Duration life) {
    Instant now = clock.instant();
    if (now.isAfter(nextCleaning)) {
      accessTokens.values().removeIf(token -> token.expiresAt().isBefore(now));
      codes.values().removeIf(code -> code.expiresAt().isBefore(now));
      nextCleaning = now.plus(CODE_LIFE);
    }
    AccessToken token =
        new AccessToken("ya29.a0" + token(48), email, clientId, inOrder(scopes), now.plus(life));
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
    Grant grant = refreshTokens.grant(token).orElse(null);
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
            Map.of(
                "email", grant.email(),
                "clientId", grant.clientId(),
                "scopes", List.copyOf(grant.scopes()),
                "refreshTokens", List.copyOf(grant.refreshTokens()),
                "ages", grant.refreshTokens().stream().map(refreshTokens::snapshot).toList()))
        .toList();
  }

  /**
   * Takes one grant of a snapshot; tokens of unknown age are as good as new, those of unknown
   * scopes have all of the grant.
   */
  public synchronized void restore(
      String email,
      String clientId,
      List<String> scopes,
      List<String> tokens,
      List<Map<String, Object>> ages) {
    Grant grant = grant(email, clientId);
    grant.scopes().addAll(scopes);
    Map<Object, Map<String, Object>> byToken = new HashMap<>();
    ages.forEach(age -> byToken.put(age.get("token"), age));
    Instant now = clock.instant();
    tokens.forEach(token -> refreshTokens.restore(grant, token, byToken.get(token), now));
  }

  public synchronized void clear() {
    codes.clear();
    grants.clear();
    refreshTokens.clear();
    accessTokens.clear();
  }

  private void end(Grant grant) {
    version++;
    refreshTokens.end(grant);
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

  private String newRefreshToken(Grant grant, Set<String> scopes) {
    String token = "1//0" + token(40);
    version++;
    refreshTokens.add(grant, token, inOrder(scopes), clock.instant(), behaviour.testing());
    return token;
  }

  private static Set<String> inOrder(Set<String> scopes) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  private String token(int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
  }
}
