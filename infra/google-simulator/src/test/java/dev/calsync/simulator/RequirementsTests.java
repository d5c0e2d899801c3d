package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Everything that infra/docs/google-calendar.md §7 wants of a simulated Google, claim by claim, is
 * shown by a test that runs.
 */
class RequirementsTests {
  private static final int POINTS = 22;
  private static final Pattern CLAIM = Pattern.compile("§7\\.(\\d+) .+");

  @Test
  void everyClaimIsShownByATestAndNoTestShowsAnother() throws IOException {
    Set<String> shown = new TreeSet<>();
    ReflectionSupport.findAllClassesInPackage(
            RequirementsTests.class.getPackageName(), RequirementsTests::runs, _ -> true)
        .forEach(type -> shown.addAll(shownBy(type)));
    assertThat(shown).containsExactlyInAnyOrderElementsOf(claims());
  }

  @Test
  void everyPointHasItsClaimsInOrder() throws IOException {
    List<Integer> points = claims().stream().map(RequirementsTests::point).toList();
    assertThat(points).isSorted();
    assertThat(points.stream().distinct()).hasSize(POINTS).first().isEqualTo(1);
    assertThat(points.getLast()).isEqualTo(POINTS);
    assertThat(claims()).doesNotHaveDuplicates();
  }

  @Test
  void whatDoesNotRunShowsNothing() {
    assertThat(shownBy(Sample.class)).containsExactly("it runs");
    assertThat(runs(Sample.class)).isFalse();
    assertThat(runs(Switched.class)).isFalse();
    assertThat(runs(RequirementsTests.class)).isTrue();
  }

  private static List<String> claims() throws IOException {
    try (var lines = RequirementsTests.class.getResourceAsStream("/requirements.txt")) {
      byte[] text = Objects.requireNonNull(lines, "requirements.txt").readAllBytes();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    }
  }

  private static int point(String claim) {
    Matcher matcher = CLAIM.matcher(claim);
    assertThat(matcher.matches()).as(claim).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static List<String> shownBy(Class<?> type) {
    return ReflectionSupport.streamMethods(
            type, RequirementsTests::runs, HierarchyTraversalMode.TOP_DOWN)
        .map(method -> method.getAnnotation(Shows.class))
        .flatMap(shows -> shows == null ? Stream.of() : Arrays.stream(shows.value()))
        .toList();
  }

  /** Surefire and failsafe run classes of this name, and JUnit those inside that say so. */
  private static boolean runs(Class<?> type) {
    boolean found =
        type.getEnclosingClass() == null
            ? type.getSimpleName().endsWith("Tests")
            : type.isAnnotationPresent(Nested.class) && runs(type.getEnclosingClass());
    return found && !Modifier.isAbstract(type.getModifiers()) && !isConditional(type);
  }

  private static boolean runs(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class) && !isConditional(method);
  }

  private static boolean isConditional(AnnotatedElement element) {
    String conditions = EnabledOnOs.class.getPackageName();
    return element.isAnnotationPresent(Disabled.class)
        || Arrays.stream(element.getAnnotations())
            .anyMatch(each -> each.annotationType().getPackageName().equals(conditions));
  }

  /** Not run by anybody, for want of the name. */
  static class Sample {
    @Test
    @Shows("it runs")
    void isATest() {}

    @Shows("it is no test")
    void isNone() {}

    @Test
    @Disabled("to show that it does not count")
    @Shows("it is switched off")
    void isOff() {}

    @Test
    @EnabledOnOs(OS.OTHER)
    @Shows("it runs elsewhere")
    void isElsewhere() {}
  }

  @Disabled("to show that it does not count")
  abstract static class Switched {}
}
