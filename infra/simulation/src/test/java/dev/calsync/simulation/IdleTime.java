package dev.calsync.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves the processors to whatever else runs: virtual time does not mind to wait, and the stories
 * in a browser, which run beside it in a build, do. Where there is no {@code renice} nothing
 * changes.
 */
final class IdleTime implements BeforeAllCallback {
  private static final Path THREADS = Path.of("/proc/self/task");

  @Override
  public void beforeAll(ExtensionContext context) {
    if (Files.isDirectory(THREADS)) {
      renice();
    }
  }

  /** Of each thread, for Linux knows no priority of a process; those begun later inherit it. */
  private static void renice() {
    List<String> command = new ArrayList<>(List.of("renice", "-n", "19", "-p"));
    try (Stream<Path> threads = Files.list(THREADS)) {
      threads.forEach(thread -> command.add(thread.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // It is not installed here.
    }
  }
}
