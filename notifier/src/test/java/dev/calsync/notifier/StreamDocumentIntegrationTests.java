package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of {@code infra/docs/stream.md} is run, and answers what is written beneath it. */
class StreamDocumentIntegrationTests extends Streaming {
  private static final Pattern EXAMPLE =
      Pattern.compile("```sh\n(.+?)```\n\n```text\n(.+?)```", Pattern.DOTALL);

  static List<Example> examples() throws IOException {
    String page = Files.readString(Path.of("..", "infra", "docs", "stream.md"));
    return EXAMPLE.matcher(page).results().map(Example::of).toList();
  }

  @BeforeEach
  void threeChanges() {
    for (String summary : List.of("Breakfast", "Lunch", "Dinner")) {
      world.announces(world.commits(ada.user(), work, summary));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleAnswersWhatIsWrittenBeneathIt(Example example) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: there is no curl");
    Path output = Files.createTempFile("stream", ".txt");
    var shell =
        new ProcessBuilder("sh", "-eu", "-c", "exec " + example.command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("CALSYNC", "http://localhost:" + port);
    shell.environment().put("COOKIE", ada.cookie());
    Process process = shell.start();
    try {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(Files.readString(output, StandardCharsets.UTF_8))
                  .containsPattern(example.answer()));
    } finally {
      process.destroy(); // a stream does not end by itself
      Files.delete(output);
    }
  }

  /** Dots stand for anything within a line. */
  record Example(String command, Pattern answer) {
    private static Example of(MatchResult found) {
      String lines =
          found
              .group(2)
              .lines()
              .map(line ->
                  Arrays.stream(line.split("…", -1))
                      .map(Pattern::quote)
                      .collect(Collectors.joining(".*")))
              .collect(Collectors.joining("\\s+"));
      return new Example(found.group(1).strip(), Pattern.compile(lines));
    }

    @Override
    public String toString() {
      return command;
    }
  }
}
