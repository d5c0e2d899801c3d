package dev.calsync.system.knownbugs;

import dev.calsync.testsupport.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that fails if we have what is complained of.
 *
 * @param source its file, from the top of the sources
 */
record Proof(Complaint complaint, Path source, String test) {
  private static final Pattern MARKED =
      Pattern.compile(
          "^  @KnownBug\\(([^)]*)\\)\\s.*?^  (?:public )?void (\\w+)\\(",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** Skipped, or perhaps skipped: it proves nothing. */
  private static final Pattern SKIPPED =
      Pattern.compile(
          "^\\s*@(?:Disabled|EnabledIf|DisabledIf|EnabledOn|DisabledOn|EnabledFor|DisabledFor|EnabledIn|DisabledIn)",
          Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("Complaint\\.(\\w+)");

  /** All that the sources have, in the order of their files. */
  static List<Proof> all(Path top) {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.toString().endsWith("Tests.java"))
          .map(top::relativize)
          .filter(file -> file.toString().contains("src/test/java"))
          .sorted(Comparator.comparing(Path::toString))
          .flatMap(file -> in(top, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Proof> in(Path top, Path file) {
    try {
      return in(file, Files.readString(top.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Those of one file.
   *
   * @throws IllegalStateException when one of its tests may be skipped
   */
  static Stream<Proof> in(Path file, String source) {
    List<Proof> proofs = MARKED.matcher(source).results().flatMap(mark -> of(mark, file)).toList();
    if (!proofs.isEmpty() && SKIPPED.matcher(source).find()) {
      throw new IllegalStateException(
          file + ": has tests of known bugs, and a test that is skipped");
    }
    return proofs.stream();
  }

  private static Stream<Proof> of(MatchResult mark, Path file) {
    return NAME.matcher(mark.group(1)).results().toList().stream()
        .map(name -> new Proof(Complaint.valueOf(name.group(1)), file, mark.group(2)));
  }

  String className() {
    return source.getFileName().toString().replace(".java", "");
  }
}
