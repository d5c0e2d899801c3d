package dev.calsync.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened, in order; two runs that went the same way have the same hash. */
final class Trace {
  private static final int LATEST = 200;

  private final List<String> lines = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Set<String> kinds = new TreeSet<>();
  private final Supplier<Instant> clock;
  private final int most;

  Trace(Supplier<Instant> clock) {
    this(clock, Integer.MAX_VALUE);
  }

  /**
   * A trace that forgets what is long ago.
   *
   * @param most so many lines are kept
   */
  Trace(Supplier<Instant> clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Something that people want to read of. */
  void note(@Nullable Object... words) {
    if (words[0] instanceof String kind) {
      kinds.add(kind);
    }
    keep(told, detail(words));
  }

  /** Something that must come about in the same way each time. */
  String detail(@Nullable Object... words) {
    String line = clock.get() + " " + Arrays.toString(words);
    keep(lines, line);
    return line;
  }

  private void keep(List<String> kept, String line) {
    if (kept.size() >= most) {
      kept.subList(0, kept.size() / 2).clear();
    }
    kept.add(line);
  }

  /** What was noted, by its first word. */
  Set<String> kinds() {
    return Set.copyOf(kinds);
  }

  /** All of it. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The end of it, for people. */
  List<String> latest() {
    return List.copyOf(told.subList(Math.max(0, told.size() - LATEST), told.size()));
  }

  /** Writes it into the folder that is named by {@code -Dsimulation.traces}, to be compared. */
  void keep(long seed) {
    String folder = System.getProperty("simulation.traces");
    if (folder != null) {
      try {
        Files.write(Files.createDirectories(Path.of(folder)).resolve("seed-" + seed), lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What it comes down to. */
  String hash() {
    MessageDigest digest = sha256();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
