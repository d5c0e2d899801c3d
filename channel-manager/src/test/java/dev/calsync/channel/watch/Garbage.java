package dev.calsync.channel.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Values that are no message: each breaks a reader in another way. */
final class Garbage {
  private Garbage() {}

  static List<byte[]> values() {
    List<byte[]> values = new ArrayList<>();
    values.add(new byte[0]);
    for (String text : List.of("null", "[]", "7", "{}", "{\"type\":\"NoSuch\"}", "\"\\ud800\"")) {
      values.add(text.getBytes(StandardCharsets.UTF_8));
    }
    values.add(notification("2026-11-24T12:00:00Z", "nul \\u0000"));
    values.add(notification("+999999-01-01T00:00:00Z", "far"));
    values.add(missedPush("+999999-01-01T00:00:00Z"));
    values.add("[".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    values.add("1".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    var random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      values.add(bytes);
    }
    return values;
  }

  /** Well formed, and through a channel that nobody knows, so that it would be written down. */
  private static byte[] notification(String receivedAt, String resourceId) {
    return """
    {"calendarId":"%s","channelId":"%s","resourceState":"exists","messageNumber":7,
     "receivedAt":"%s","resourceId":"%s"}
    """
        .formatted(UUID.randomUUID(), UUID.randomUUID(), receivedAt, resourceId)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] missedPush(String since) {
    return """
    {"type":"PushesMissed","accountId":"%s","userId":"%s","version":1,
     "at":"2026-11-24T12:00:00Z","calendarId":"%s","missedSince":"%s"}
    """
        .formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), since)
        .getBytes(StandardCharsets.UTF_8);
  }
}
