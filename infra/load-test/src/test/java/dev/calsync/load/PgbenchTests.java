package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor is the worker's own statements: whoever changes those changes these. */
class PgbenchTests {
  private static final Path WORKER =
      Path.of("../../sync-worker/src/main/java/dev/calsync/sync").toAbsolutePath().normalize();

  private static final Pattern STATEMENT =
      Pattern.compile("-- (\\w+)\\R((?:select|insert|update|with)[^;]*?)\\s*(?:;|\\\\gset)");

  /** One text is put into another at run time, and a condition into that. */
  private static final Pattern CANDIDATES =
      Pattern.compile("(?<=due as materialized \\()select.*?(?=\\), claimed)");

  private static final String LIVE = "(sync_token is not null or removed)";

  @ParameterizedTest
  @ValueSource(strings = {"turn.sql", "claim.sql"})
  void eachStatementIsAsTheWorkerHasIt(String script) throws IOException {
    for (MatchResult statement : statements(script).toList()) {
      String text = oneLine(statement.group(2));
      String worker = oneLine(source(statement.group(1)));
      Stream<String> parts =
          Stream.concat(
              Stream.of(CANDIDATES.matcher(text).replaceAll("%s")),
              CANDIDATES.matcher(text).results().map(MatchResult::group));
      assertThat(parts).allSatisfy(part -> assertThat(worker).contains(part.replace(LIVE, "%s")));
    }
  }

  @Test
  void allStatementsAreCompared() throws IOException {
    assertThat(statements("turn.sql")).hasSize(6);
    assertThat(statements("claim.sql")).hasSize(2);
  }

  private static Stream<MatchResult> statements(String script) throws IOException {
    try (var in = Pgbench.class.getResourceAsStream(script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return STATEMENT.matcher(text).results();
    }
  }

  private static String source(String className) throws IOException {
    try (Stream<Path> files = Files.walk(WORKER)) {
      Path file = files.filter(each -> each.endsWith(className + ".java")).findAny().orElseThrow();
      return Files.readString(file);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")").strip();
  }
}
