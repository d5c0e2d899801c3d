package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Which of the JVMs that run these tests at the same time this is: the first that nobody is. */
final class Fork {
  static final int MOST = 3;

  private static final Fork THIS = claim(Path.of("target/system"));

  private final int number;

  @SuppressWarnings("unused") // held as long as this JVM lives
  private final FileLock lock;

  private Fork(int number, FileLock lock) {
    this.number = number;
    this.lock = lock;
  }

  /** From 1 to {@link #MOST}. */
  static int number() {
    return THIS.number;
  }

  private static Fork claim(Path folder) {
    try {
      Files.createDirectories(folder);
      for (int number = 1; number <= MOST; number++) {
        FileLock lock = lock(folder.resolve("fork-" + number + ".lock"));
        if (lock != null) {
          return new Fork(number, lock);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("more than " + MOST + " JVMs run these tests");
  }

  @SuppressWarnings("resource") // the lock lives as long as its channel
  private static @Nullable FileLock lock(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock();
  }
}
