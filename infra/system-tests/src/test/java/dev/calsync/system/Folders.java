package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Where things lie: the jars that were built before, and what a run leaves behind. */
final class Folders {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path ROOT = MODULE.resolve("../..").normalize();

  private static final Pattern REPORT =
      Pattern.compile("-reports/.*\\.(txt|xml)$|/fleet/.*\\.log$");

  private Folders() {}

  /** Logs and data of the programs; each JVM of tests has a system for itself. */
  static Path system() {
    return made(MODULE.resolve("target/system").resolve("fork-" + Fork.number()));
  }

  static Path screenshots() {
    return made(MODULE.resolve("target/screenshots"));
  }

  /** A data folder that nobody has used, in place of those of earlier runs. */
  static Path newData(String name) {
    String prefix = name + "-";
    try {
      deleteAll(prefix);
      return Files.createTempDirectory(system(), prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(String prefix) throws IOException {
    try (var old = Files.newDirectoryStream(system(), prefix + "*")) {
      for (Path folder : old) {
        if (Files.isDirectory(folder)) {
          FileSystemUtils.deleteRecursively(folder);
        }
      }
    }
  }

  /** What the tests of other modules have printed, and their programs, as far as they have run. */
  static List<Path> reportsOfOtherModules() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> !file.startsWith(MODULE) && file.toString().contains("/target/"))
          .filter(file -> REPORT.matcher(file.toString()).find())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar that runs alone, as {@code mvn package} leaves it. */
  static Path jar(String module) {
    String name = Path.of(module).getFileName().toString();
    Path jar = ROOT.resolve(module).resolve("target").resolve(name + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run 'mvn package' first");
    }
    return jar;
  }

  /** Where this jar lies unpacked. */
  static Path unpacked(Path jar) {
    String name = jar.getFileName().toString().replace(".jar", "");
    return made(system().resolve("unpacked")).resolve(name);
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
