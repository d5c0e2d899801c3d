package dev.calsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.GoogleSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where nothing is wrong, nothing is found. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com")
class HealthySetUpIntegrationTests {
  private SetUp setUp;

  @BeforeEach
  void setUp(GoogleSimulator google) {
    setUp = new SetUp(google);
  }

  @AfterEach
  void tidyUp() {
    setUp.close();
  }

  @Test
  void everyCheckOfAHealthySetUpIsFine() {
    Diagnosis diagnosis = setUp.examined();

    assertThat(diagnosis.checks("FAIL")).as(diagnosis.text()).isEmpty();
    assertThat(diagnosis.checks("WARN")).as(diagnosis.text()).isEmpty();
    assertThat(diagnosis.checks("SKIPPED")).containsExactly("round-trip");
    assertThat(diagnosis.checks("OK")).hasSize(19);
    assertThat(diagnosis.exitCode()).isZero();
  }

  @Test
  void peopleReadALineForEachFinding() {
    Diagnosis diagnosis = setUp.run();

    assertThat(diagnosis.text().lines())
        .anyMatch(line -> line.matches("OK +webhook +ingress-webhook answers at .*"))
        .anyMatch(line -> line.matches("SKIPPED +round-trip +needs --round-trip"))
        .last()
        .isEqualTo("19 ok, 0 to look at, 0 broken, 1 skipped");
  }

  @Test
  void settingOnTheCommandLineWinsOverTheEnvironment() {
    setUp.set("CALSYNC_WEBHOOK_URL", "http://localhost:1/");
    setUp.ask("--calsync.webhook-url=" + setUp.installation().webhookUrl());

    assertThat(setUp.examined().status("webhook")).isEqualTo("OK");
  }

  @Test
  void whatIsNoOptionAndNoSettingIsWrongUsage() {
    setUp.ask("--jsn");

    assertThat(setUp.run().exitCode()).isEqualTo(2);
  }

  @Test
  void patienceOfLessThanASecondIsWrongUsage() {
    setUp.ask("--patience=0");

    assertThat(setUp.run().exitCode()).isEqualTo(2);
  }
}
