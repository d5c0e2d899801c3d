package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took each time, told as percentiles. */
final class Delays {
  private final String what;
  private final List<Duration> all = new ArrayList<>();

  Delays(String what) {
    this.what = what;
  }

  /** It begins now. */
  Running begin() {
    return new Running(Instant.now());
  }

  /** Somebody else has measured it. */
  void add(Duration took) {
    all.add(took);
  }

  @Override
  public String toString() {
    return "%s: p50 %d ms, p99 %d ms of %d; the longest, number %d, took %d ms"
        .formatted(
            what,
            percentile(50),
            percentile(99),
            all.size(),
            all.indexOf(Collections.max(all)) + 1,
            percentile(100));
  }

  /** Prints it, and keeps it beside the logs. */
  void print() {
    String line = this + System.lineSeparator();
    System.out.print(line);
    try {
      Files.writeString(Folders.system().resolve("delays.txt"), line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In milliseconds. */
  long percentile(int percent) {
    List<Duration> sorted = all.stream().sorted().toList();
    int index = Math.ceilDiv(percent * sorted.size(), 100) - 1;
    return sorted.get(Math.max(0, index)).toMillis();
  }

  /** One time. */
  final class Running {
    private final Instant begun;

    private Running(Instant begun) {
      this.begun = begun;
    }

    void endedAt(Instant end) {
      all.add(Duration.between(begun, end));
    }
  }
}
