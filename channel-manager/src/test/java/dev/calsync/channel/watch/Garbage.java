package dev.calsync.channel.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values that are no message: each breaks a reader in another way. */
final class Garbage {
  private Garbage() {}

  static List<byte[]> values() {
    List<byte[]> values = new ArrayList<>();
    values.add(new byte[0]);
    for (String text : List.of("null", "[]", "7", "{}", "{\"type\":\"NoSuch\"}", "\"\\ud800\"")) {
      values.add(text.getBytes(StandardCharsets.UTF_8));
    }
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
}
