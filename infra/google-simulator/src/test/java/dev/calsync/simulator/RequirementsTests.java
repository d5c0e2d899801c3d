package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every point of what a simulated Google must be able to do has a test that names it. */
class RequirementsTests {
  private static final Pattern POINT = Pattern.compile("google-calendar\\.md §7\\.(\\d+)");
  private static final Pattern SECOND_POINT = Pattern.compile(", §7\\.(\\d+)");

  @Test
  void everyPointHasATestThatNamesIt() throws IOException {
    Set<Integer> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files
          .filter(file -> file.toString().endsWith("Tests.java"))
          .map(RequirementsTests::text)
          .flatMap(text ->
              Stream.of(POINT, SECOND_POINT).flatMap(point -> point.matcher(text).results()))
          .forEach(result -> named.add(Integer.valueOf(result.group(1))));
    }
    assertThat(named).containsAll(IntStream.rangeClosed(1, 22).boxed().collect(Collectors.toSet()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
