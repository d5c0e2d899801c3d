package dev.calsync.channel.risc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.calsync.channel.google.GoogleSettings;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells Google's security events from everybody else's: signed with one of its keys and RS256, for
 * our client, of these days. An id token is signed likewise, but has no events.
 */
@Component
final class SecurityEventTokens {
  /** Google repeats what was not taken, but not for that long; older ones were kept by somebody. */
  static final Duration OLDEST = Duration.ofDays(7);

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int LONGEST_ID = 200;

  private final GoogleKeys keys;
  private final GoogleSettings settings;
  private final Clock clock;

  SecurityEventTokens(GoogleKeys keys, GoogleSettings settings, Clock clock) {
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  Verdict judge(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text.strip());
      if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
        return new Invalid("invalid_request", "signed with another algorithm than RS256");
      }
      return isSigned(token)
          ? judge(token.getJWTClaimsSet())
          : new Invalid("invalid_key", "not signed with a key of the issuer");
    } catch (ParseException _) {
      return new Invalid("invalid_request", "not a signed security event token");
    } catch (IOException e) {
      return new Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private boolean isSigned(SignedJWT token) throws IOException {
    for (JWK key : keys.of(token.getHeader())) {
      try {
        if (token.verify(new RSASSAVerifier(key.toRSAKey()))) {
          return true;
        }
      } catch (JOSEException | ClassCastException _) {
        // Not with this key.
      }
    }
    return false;
  }

  private Verdict judge(JWTClaimsSet claims) throws ParseException {
    if (!keys.isIssuer(claims.getIssuer())) {
      return new Invalid("invalid_issuer", "of another issuer");
    }
    if (!claims.getAudience().contains(settings.clientId())) {
      return new Invalid("invalid_audience", "for another audience");
    }
    Date issued = claims.getIssueTime();
    Date end = claims.getExpirationTime();
    Instant now = clock.instant();
    if (issued == null
        || issued.toInstant().isBefore(now.minus(OLDEST))
        || issued.toInstant().isAfter(now.plus(SKEW))
        || (end != null && end.toInstant().isBefore(now.minus(SKEW)))) {
      return new Invalid("invalid_request", "of another time");
    }
    String id = claims.getJWTID();
    Map<String, Object> events = claims.getJSONObjectClaim("events");
    if (id == null || id.isBlank() || id.length() > LONGEST_ID || events == null) {
      return new Invalid("invalid_request", "without jti or events");
    }
    return new Genuine(SecurityEventToken.of(id, issued.toInstant(), events));
  }

  /** What a token turned out to be. */
  sealed interface Verdict {}

  /** Google's, for us. */
  record Genuine(SecurityEventToken token) implements Verdict {}

  /**
   * Not to be believed.
   *
   * @param error one of RFC 8935 §2.4
   */
  record Invalid(String error, String description) implements Verdict {}

  /** Google could not be asked for its keys. */
  record Unavailable(String reason) implements Verdict {}
}
