package dev.calsync.simulator.channel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One message to a channel's address; it has headers and never a body (google-calendar.md §3.1).
 *
 * @param state {@code sync} or {@code exists}
 */
public record Push(Channel channel, long number, String state, Instant created) {
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** All headers but those of HTTP itself. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    // Malformed (a parameter without a value), as Google sends it.
    headers.put("Content-Type", "application/json; utf-8");
    headers.put(
        "User-Agent", "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)");
    headers.put("X-Goog-Channel-ID", channel.id());
    String token = channel.token();
    if (token != null) {
      headers.put("X-Goog-Channel-Token", token);
    }
    headers.put("X-Goog-Channel-Expiration", RFC_1123.format(channel.expiration()));
    headers.put("X-Goog-Resource-ID", channel.resourceId());
    headers.put("X-Goog-Resource-URI", channel.resourceUri());
    headers.put("X-Goog-Resource-State", state);
    headers.put("X-Goog-Message-Number", Long.toString(number));
    return headers;
  }
}
