package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running worker. */
record Worker(Program program, Path gcLog) implements AutoCloseable {
  /** What it has collected until now. */
  GcLog heap() {
    try {
      return GcLog.of(Files.readAllLines(gcLog));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
