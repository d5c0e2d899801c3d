package dev.calsync.simulator.channel;

import dev.calsync.simulator.error.GoogleError;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a watch call asks for, checked (infra/docs/google-calendar.md §2.1, §2.2). */
record WatchRequest(String id, String address, @Nullable String token, Instant expiration) {
  private static final int ID_LIMIT = 64;
  private static final int TOKEN_LIMIT = 256;
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /** What is asked for when nothing is (§2.1). */
  private static final Duration USUAL_LIFE = Duration.ofDays(7);

  static WatchRequest of(Map<String, Object> body, Instant now, ChannelBehaviour behaviour) {
    String id = required(body, "id");
    String type = required(body, "type");
    String address = required(body, "address");
    if (id.length() > ID_LIMIT || id.isBlank()) {
      throw GoogleError.invalid("Invalid channel id.");
    }
    if (!type.equals("web_hook") && !type.equals("webhook")) {
      throw GoogleError.invalid("Unknown channel type: " + type);
    }
    checkAddress(address, behaviour.verifiedHosts());
    Object given = body.get("token");
    String token = given instanceof String text ? text : null;
    if (given != null && token == null) {
      throw GoogleError.invalid("token: %s (expected: a text)".formatted(given));
    }
    if (token != null && token.length() > TOKEN_LIMIT) {
      throw GoogleError.invalid("Channel token is longer than 256 characters.");
    }
    return new WatchRequest(id, address, token, expiration(body, id, now, behaviour.longestLife()));
  }

  private static String required(Map<String, Object> body, String name) {
    if (body.get(name) instanceof String text) {
      return text;
    }
    throw GoogleError.required("Required: " + name);
  }

  /** Google takes https only; a developer's own machine is the exception made here. */
  private static void checkAddress(String address, List<String> verifiedHosts) {
    URI uri = checkedUri(address);
    if (!verifiedHosts.isEmpty() && !verifiedHosts.contains(uri.getHost())) {
      throw new GoogleError(
          401,
          "global",
          "push.webhookUrlUnauthorized",
          "Unauthorized WebHook callback channel: " + address,
          null);
    }
  }

  private static URI checkedUri(String address) {
    try {
      URI uri = URI.create(address);
      String host = uri.getHost();
      boolean loopback = host != null && (LOOPBACK.contains(host) || host.startsWith("127."));
      if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback)) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new GoogleError(
        400, "global", "push.webhookUrlNotHttps", "WebHook callback must be HTTPS", null);
  }

  private static Instant expiration(
      Map<String, Object> body, String id, Instant now, Duration longest) {
    Instant latest = now.plus(longest);
    Long millis = number(body.get("expiration"));
    Long seconds =
        body.get("params") instanceof Map<?, ?> params ? number(params.get("ttl")) : null;
    Instant wanted = now.plus(USUAL_LIFE);
    if (millis != null) {
      wanted = Instant.ofEpochMilli(millis);
    } else if (seconds != null) {
      wanted = now.plusSeconds(Math.clamp(seconds, 0, longest.toSeconds()));
    }
    if (!wanted.isAfter(now)) {
      throw GoogleError.invalid("Invalid ttl value for channel " + id);
    }
    return wanted.isAfter(latest) ? latest : wanted;
  }

  private static @Nullable Long number(@Nullable Object value) {
    try {
      return switch (value) {
        case Number number -> number.longValue();
        case String text -> Long.valueOf(text);
        case null -> null;
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException _) {
      throw GoogleError.invalid("Invalid number: " + value);
    }
  }
}
