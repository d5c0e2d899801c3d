package dev.calsync.simulator.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.calsync.simulator.google.User;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs id tokens and security events with a key of its own, new at each start. */
@Component
class Signing {
  private static final int KEY_BITS = 2048;
  private static final long LIFE_SECONDS = 3600;

  private final RSAKey key;

  Signing() throws JOSEException {
    this.key =
        new RSAKeyGenerator(KEY_BITS)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .keyIDFromThumbprint(true)
            .generate();
  }

  Map<String, Object> publicKeys() {
    return new JWKSet(key.toPublicJWK()).toJSONObject();
  }

  /** Dated by the real clock: whoever checks it has no other. */
  String idToken(
      String issuer, String clientId, User user, Set<String> scopes, @Nullable String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(clientId)
            .claim("azp", clientId)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)));
    person(user, scopes).forEach(claims::claim);
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256), claims.build());
  }

  /** A security event token (RFC 8417); it has no end. */
  String securityEvent(String issuer, String audience, String jti, Map<String, Object> events) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .issueTime(Date.from(Instant.now()))
            .jwtID(jti)
            .claim("events", events)
            .build();
    var type = new JOSEObjectType("secevent+jwt");
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).type(type), claims);
  }

  private String signed(JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header.keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a token of " + claims.getIssuer() + " cannot be signed", e);
    }
  }

  /** What an application may know of a person. */
  static Map<String, Object> person(User user, Set<String> scopes) {
    Map<String, Object> claims = new java.util.LinkedHashMap<>();
    claims.put("sub", user.sub());
    if (scopes.contains("https://www.googleapis.com/auth/userinfo.email")) {
      claims.put("email", user.email());
      claims.put("email_verified", true);
    }
    if (scopes.contains("https://www.googleapis.com/auth/userinfo.profile")) {
      String[] names = user.name().split(" ", 2);
      claims.put("name", user.name());
      claims.put("given_name", names[0]);
      claims.put("family_name", names.length > 1 ? names[1] : "");
    }
    return claims;
  }
}
