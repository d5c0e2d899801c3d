package dev.calsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.GoogleSimulator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that can be wrong is found by the check for it, with the line that puts it right. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com")
class BrokenSetUpsIntegrationTests {
  private SetUp setUp;

  static Stream<BrokenSetUp> brokenSetUps() {
    return Stream.of(BrokenSettings.all(), BrokenServers.all(), BrokenOperation.all())
        .flatMap(Function.identity());
  }

  @BeforeEach
  void setUp(GoogleSimulator google) {
    setUp = new SetUp(google);
  }

  @AfterEach
  void tidyUp() {
    setUp.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenSetUps")
  void whatIsWrongIsFoundWithTheLineThatFixesIt(BrokenSetUp broken) {
    broken.breaking().accept(setUp);

    Diagnosis diagnosis = setUp.examined();

    assertThat(diagnosis.status(broken.check())).as(diagnosis.text()).isEqualTo(broken.status());
    assertThat(diagnosis.findings(broken.check()))
        .as(diagnosis.text())
        .anyMatch(finding ->
            finding.startsWith(broken.status() + " " + broken.code() + " → ")
                && finding.contains(broken.fix()));
    assertThat(diagnosis.exitCode()).isEqualTo(broken.status().equals("FAIL") ? 1 : 0);
    assertThat(diagnosis.text())
        .doesNotContain(Installation.SECRET, "a-password-of-ours", "not-what-the-others-have");
  }

  @Test
  void whatStandsOnSomethingBrokenIsSkippedAndNamesIt() {
    setUp.set("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/calsync");
    setUp.set("CALSYNC_GOOGLE_ISSUER_URL", "http://localhost:1");

    Diagnosis diagnosis = setUp.examined();

    assertThat(List.of("consent", "calendars", "quota"))
        .allMatch(check -> diagnosis.because(check).equals("database"));
    assertThat(List.of("clock", "client")).allMatch(c -> diagnosis.because(c).equals("google"));
    assertThat(diagnosis.because("redirect")).isEqualTo("client");
    assertThat(diagnosis.status("webhook")).isEqualTo("OK");
  }
}
