package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has of the machine's memory. */
final class Resident {
  private static final String FIELD = "VmRSS:";
  private static final double KIB = 1024;

  private Resident() {}

  /** In bytes. */
  static double of(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
              .filter(line -> line.startsWith(FIELD))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          * KIB;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
