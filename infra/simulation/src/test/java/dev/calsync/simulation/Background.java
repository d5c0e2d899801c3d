package dev.calsync.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets others go first. What runs here has a clock of its own and misses nothing by waiting; the
 * tests that a build runs beside it have browsers, and a clock on the wall.
 */
final class Background {
  /**
   * The threads of this process; only Linux has such a folder, and only there this does anything.
   */
  private static final Path THREADS = Path.of("/proc/self/task");

  private Background() {}

  /** All threads there are, and with them whatever they start. */
  static void enter() {
    if (!Files.isDirectory(THREADS)) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("renice", "-n", "10", "-p"));
    try {
      try (var threads = Files.newDirectoryStream(THREADS)) {
        threads.forEach(thread -> command.add(thread.getFileName().toString()));
      }
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
