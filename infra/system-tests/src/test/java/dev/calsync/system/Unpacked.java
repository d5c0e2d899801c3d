package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/**
 * The jars as they are deployed where a fast start matters: unpacked by Spring Boot's own tool into
 * one that names its libraries, beside what an earlier start had loaded and linked (JEP 514). What
 * starts from there needs a third of the processor's time; tests kill and start a great deal.
 */
final class Unpacked {
  private Unpacked() {}

  /** The jar to start, unpacked anew if its module was built since. */
  static Path jar(String module) {
    Path packed = Folders.jar(module);
    Path folder = Folders.unpacked(packed);
    alone(
        folder,
        () -> {
          Path stamp = folder.resolve("unpacked-from");
          String version = Files.getLastModifiedTime(packed) + " " + Files.size(packed);
          if (!Files.exists(stamp) || !Files.readString(stamp).equals(version)) {
            FileSystemUtils.deleteRecursively(folder);
            unpack(packed, folder);
            Files.writeString(stamp, version);
          }
        });
    return folder.resolve(packed.getFileName());
  }

  /** Where a start's cache lies, once somebody has made it. */
  static Path cache(Path jar) {
    return jar.resolveSibling("start.aot");
  }

  /**
   * Has the cache made, unless it is there.
   *
   * @param rehearsal starts it and ends it, and leaves the cache where it is told
   */
  static void cacheOnce(Path jar, Consumer<Path> rehearsal) {
    alone(
        Folders.unpacked(jar),
        () -> {
          if (!Files.exists(cache(jar))) {
            Path half = jar.resolveSibling("half.aot");
            rehearsal.accept(half);
            Files.move(half, cache(jar), StandardCopyOption.ATOMIC_MOVE);
          }
        });
  }

  private static void unpack(Path packed, Path folder) throws IOException {
    Process tool =
        new ProcessBuilder(
                Program.java(),
                "-Djarmode=tools",
                "-jar",
                packed.toString(),
                "extract",
                "--destination",
                folder.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    if (tool.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(packed + " cannot be unpacked");
    }
  }

  /** All JVMs of tests share these folders, and wait for the one that is at it. */
  private static synchronized void alone(Path folder, Work work) {
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
