package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What the README says is so. */
class ReadmeTests {
  private static final Pattern CALL_WITH_FIELDS =
      Pattern.compile("(?:POST |`)(/control[/\\w-]+) \\{([^}]+)}");

  private final String readme = Files.readString(Path.of("README.md"));
  private final Description description = new Description();

  ReadmeTests() throws IOException {}

  @Test
  void tenLinesShowTheJarAndTenTheExtension() {
    assertThat(between("## As a jar\n\n", "\n\nOpen").lines())
        .hasSizeBetween(5, 10)
        .allMatch(line -> line.startsWith("    "));
    assertThat(between("```java\n", "```").lines()).hasSizeBetween(5, 10);
  }

  @Test
  void theExampleOfTheExtensionIsATestThatRuns() throws IOException {
    String example = between("```java\n", "```");
    Path source = Path.of("src/test/java/dev/calsync/simulator/LunchIntegrationTests.java");
    assertThat(withoutSpace(Files.readString(source))).contains(withoutSpace(example));
  }

  @Test
  void theDependencyIsWhatIsBuiltHere() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(between("<dependency>\n", "  <scope>").lines().map(String::strip))
        .hasSize(3)
        .allSatisfy(coordinate -> assertThat(pom).contains(coordinate));
  }

  @Test
  void everySettingIsThereWithItsDefault() {
    Parameter[] settings = SimulatorSettings.class.getDeclaredConstructors()[0].getParameters();
    for (Parameter setting : settings) {
      DefaultValue usual = setting.getAnnotation(DefaultValue.class);
      String name = kebab(setting.getName());
      if (!name.equals("push")) {
        String row = "| `google-simulator." + name + (name.equals("clients") ? ".ID` |" : "` |");
        boolean told = usual != null && usual.value().length > 0;
        assertThat(readme).contains(told ? row + " " + usual.value()[0] + " |" : row);
      }
    }
    Parameter[] push = SimulatorSettings.Push.class.getDeclaredConstructors()[0].getParameters();
    String names =
        Arrays.stream(push)
            .map(each -> "`." + kebab(each.getName()) + "`")
            .collect(Collectors.joining(", "))
            .replaceFirst("`", "`google-simulator.push");
    String defaults =
        Arrays.stream(push)
            .map(each -> Objects.requireNonNull(each.getAnnotation(DefaultValue.class)).value()[0])
            .collect(Collectors.joining(", "));
    assertThat(readme).contains("| " + names + " | " + defaults + " |");
  }

  @Test
  void everyControlCallIsThere() {
    String calls = between("## Control API", "## Choices");
    Stream<String> ends =
        description.operations().stream()
            .map(operation -> operation.replaceAll(".*/", ""))
            .filter(end -> !end.startsWith("{"));
    assertThat(ends.distinct()).allSatisfy(end -> assertThat(calls).contains("/" + end));
  }

  @Test
  void theFieldsOfControlCallsAreAll() {
    List<String> checked = new ArrayList<>();
    CALL_WITH_FIELDS
        .matcher(between("## Control API", "## Choices"))
        .results()
        .forEach(call -> {
          String path = call.group(1);
          Map<String, Object> body = description.body("POST " + path);
          assertThat(body).as(path).isNotNull();
          if (body != null) {
            assertThat(call.group(2).replace("?", "").split(", "))
                .as(path)
                .containsExactlyInAnyOrderElementsOf(description.properties(body).keySet());
          }
          checked.add(path);
        });
    assertThat(checked).hasSizeGreaterThan(6);
  }

  private String between(String start, String end) {
    int from = readme.indexOf(start) + start.length();
    return readme.substring(from, readme.indexOf(end, from));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
