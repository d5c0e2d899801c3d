package dev.calsync.ingress;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Pushes as Google sends them, with keys of the tests. */
final class GooglePush {
  static final ChannelId CHANNEL = ChannelId.of("4ba78bf0-6a47-4e22-bcfd-0800200c9a66");
  static final CalendarId CALENDAR = CalendarId.of("01939f6e-0000-7000-8000-000000000001");

  static final ChannelToken.Key FIRST = key("2026b", 'b');
  static final ChannelToken.Key SECOND = key("2026a", 'a');

  /** The value of calsync.channel-token.keys in the tests. */
  static final String KEYS =
      "2026b:YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=,"
          + "2026a:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";

  private GooglePush() {}

  static RawRequest genuine() {
    return withToken(token(FIRST, CHANNEL, Duration.ofDays(7)));
  }

  static RawRequest withToken(String token) {
    return to("POST", token);
  }

  static RawRequest to(String method, String token) {
    return new RawRequest(method, WebhookServlet.PATH)
        .with("Host", "calsync.example")
        .with("Connection", "close")
        .with("Content-Type", "application/json; utf-8")
        .with("Content-Length", "0")
        .with("Accept", "*/*")
        .with(
            "User-Agent",
            "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
        .with("X-Goog-Channel-ID", CHANNEL.toString())
        .with("X-Goog-Channel-Token", token)
        .with("X-Goog-Channel-Expiration", "Tue, 19 Nov 2030 01:13:52 GMT")
        .with("X-Goog-Resource-ID", "ret08u3rv24htgh289g")
        .with(
            "X-Goog-Resource-URI",
            "https://www.googleapis.com/calendar/v3/calendars/my_calendar@gmail.com/events?alt=json")
        .with("X-Goog-Resource-State", "exists")
        .with("X-Goog-Message-Number", "158687");
  }

  static String token(ChannelToken.Key key, ChannelId channel, Duration validFor) {
    return new ChannelToken(List.of(key)).sign(channel, CALENDAR, Instant.now().plus(validFor));
  }

  static ChannelToken.Key key(String id, char secret) {
    return ChannelToken.Key.of(id, secret(secret));
  }

  static ChannelId otherChannel() {
    return new ChannelId(UUID.randomUUID());
  }

  private static byte[] secret(char letter) {
    return String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
  }
}
