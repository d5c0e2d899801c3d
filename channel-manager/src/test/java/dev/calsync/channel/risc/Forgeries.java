package dev.calsync.channel.risc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.calsync.channel.Installation;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tokens that nobody should believe, with the error by which each is refused. */
final class Forgeries {
  private static final String OAUTH = "https://schemas.openid.net/secevent/oauth/event-type/";

  private Forgeries() {}

  static Stream<Arguments> all() throws JOSEException {
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

  private static String tampered() {
    List<String> parts = List.of(claims(UnaryOperator.identity()).split("\\."));
    List<String> others = List.of(claims(UnaryOperator.identity()).split("\\."));
    return parts.get(0) + "." + others.get(1) + "." + parts.get(2);
  }

  private static JWTClaimsSet good() {
    return new JWTClaimsSet.Builder()
        .issuer(Installation.GOOGLE.url() + "/")
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

  private static String claims(UnaryOperator<JWTClaimsSet.Builder> forged) {
    return Installation.GOOGLE.securityEvent(OAUTH + "tokens-revoked", Map.of(), forged);
  }
}
