package dev.calsync.doctor.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The migrations that the services of this version run, read from their own files, which the build
 * puts beside this class.
 */
final class Changesets {
  private static final Pattern HEAD = Pattern.compile("(?m)^--changeset [^:\\s]+:(\\S+)");

  private Changesets() {}

  /** As {@code service:id}, in order. */
  static List<String> ours() {
    return Stream.of("channel-manager", "sync-worker").flatMap(Changesets::of).toList();
  }

  /** Where a service writes down which it has run. */
  static String table(String service) {
    return service.replace('-', '_') + "_changelog";
  }

  private static Stream<String> of(String service) {
    return HEAD.matcher(text(service + ".sql"))
        .results()
        .map((MatchResult head) -> service + ":" + head.group(1));
  }

  private static String text(String file) {
    try (InputStream in = Changesets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the doctor's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
