package dev.calsync.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that runs seeds. What one JVM draws once for all its life, such as the order of
 * immutable sets, it draws anew.
 */
final class OtherJvm {
  private OtherJvm() {}

  /** What the traces of these seeds come down to there. */
  static List<String> hashes(long first, int seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agentlib"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OtherJvm.class.getName(), "" + first, "" + seeds));
    try {
      Process other = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
        return lines.lines().filter(line -> line.startsWith("seed ")).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line of a seed. */
  static String hash(long seed) {
    return "seed %d: %s".formatted(seed, Run.of(seed, Bug.NONE).trace().hash());
  }

  /** Called in the other one. */
  static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
      System.out.println(hash(seed));
    }
  }
}
