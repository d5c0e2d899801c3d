package dev.calsync.channel.risc;

import dev.calsync.channel.risc.SecurityEvent.AccountDisabled;
import dev.calsync.channel.risc.SecurityEvent.AccountEnabled;
import dev.calsync.channel.risc.SecurityEvent.AccountPurged;
import dev.calsync.channel.risc.SecurityEvent.Other;
import dev.calsync.channel.risc.SecurityEvent.SessionsRevoked;
import dev.calsync.channel.risc.SecurityEvent.TokenRevoked;
import dev.calsync.channel.risc.SecurityEvent.TokensRevoked;
import dev.calsync.channel.risc.SecurityEvent.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A security event token (RFC 8417) that is genuine.
 *
 * @param id the same for each delivery of it
 */
record SecurityEventToken(String id, Instant issuedAt, List<SecurityEvent> events) {
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String OAUTH = "https://schemas.openid.net/secevent/oauth/event-type/";

  static SecurityEventToken of(String id, Instant issuedAt, Map<String, Object> events) {
    return new SecurityEventToken(
        id,
        issuedAt,
        events.entrySet().stream().map(one -> event(one.getKey(), one.getValue())).toList());
  }

  private static SecurityEvent event(String type, Object value) {
    Map<?, ?> event = value instanceof Map<?, ?> map ? map : Map.of();
    Map<?, ?> subject = event.get("subject") instanceof Map<?, ?> map ? map : Map.of();
    if (type.equals(RISC + "verification")) {
      return new Verification(text(event, "state"));
    }
    String sub = text(subject, "sub");
    if (sub.isEmpty()) {
      return type.equals(OAUTH + "token-revoked") && !text(subject, "token").isEmpty()
          ? new TokenRevoked(text(subject, "token_identifier_alg"), text(subject, "token"))
          : new Other(type);
    }
    return switch (type) {
      case OAUTH + "tokens-revoked", OAUTH + "token-revoked" -> new TokensRevoked(sub);
      case RISC + "sessions-revoked" -> new SessionsRevoked(sub);
      case RISC + "account-disabled" -> new AccountDisabled(sub);
      case RISC + "account-enabled" -> new AccountEnabled(sub);
      case RISC + "account-purged" -> new AccountPurged(sub);
      default -> new Other(type);
    };
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
