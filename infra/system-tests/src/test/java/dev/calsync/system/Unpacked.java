package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The jars as they are deployed where a fast start matters: unpacked by Spring Boot's own tool into
 * one that names its libraries, beside the classes that an earlier start had loaded (JEP 350). What
 * starts from there needs half of the processor's time; tests kill and start a great deal.
 */
final class Unpacked {
  private Unpacked() {}

  /**
   * The jar to start, unpacked anew if its module was built since; two stories may want it at once.
   */
  static synchronized Path jar(String module) {
    Path packed = Folders.jar(module);
    Path folder = Folders.unpacked(packed);
    Path stamp = folder.resolve("unpacked-from");
    try {
      String version = Files.getLastModifiedTime(packed) + " " + Files.size(packed);
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(version)) {
        FileSystemUtils.deleteRecursively(folder);
        unpack(packed, folder);
        Files.writeString(stamp, version);
      }
      return folder.resolve(packed.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the classes of an earlier start lie, once there was one that kept them. */
  static Path classes(Path jar) {
    return jar.resolveSibling("classes.jsa");
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
}
