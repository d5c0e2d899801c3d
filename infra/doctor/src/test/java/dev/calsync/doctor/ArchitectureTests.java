package dev.calsync.doctor;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  private static final JavaClasses CLASSES = HouseRules.classesOf("dev.calsync.doctor");

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles("dev.calsync.doctor").check(CLASSES);
  }

  @Test
  void servicesAreNotKnown() {
    HouseRules.servicesDoNotKnowEachOther("dev.calsync.doctor").check(CLASSES);
  }

  @Test
  void whatDecidesIsPure() {
    HouseRules.decidesPurely(
            "ApiVerdict",
            "CalendarsVerdict",
            "ClientVerdict",
            "ClockDifference",
            "ClockVerdict",
            "ConsentVerdict",
            "DatabaseVerdict",
            "DiscoveryVerdict",
            "Finding",
            "KafkaVerdict",
            "QuotaVerdict",
            "RedirectVerdict",
            "Robots",
            "RoundTripVerdict",
            "TopicVerdict",
            "WebhookVerdict",
            "[A-Za-z]*SettingsVerdict")
        .check(CLASSES);
  }
}
