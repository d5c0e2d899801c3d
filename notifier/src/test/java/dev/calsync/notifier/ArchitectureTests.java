package dev.calsync.notifier;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

/** The house's rules, held to this service. */
class ArchitectureTests {
  private static final JavaClasses CLASSES = HouseRules.classesOf("dev.calsync.notifier");

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles("dev.calsync.notifier").check(CLASSES);
  }

  @Test
  void servicesDoNotKnowEachOther() {
    HouseRules.servicesDoNotKnowEachOther("dev.calsync.notifier").check(CLASSES);
  }

  @Test
  void whatDecidesIsPure() {
    HouseRules.decidesPurely(
            "Occurrences",
            "Recurrence",
            "Window",
            "EventTime",
            "Health",
            "ReadOnly",
            "Invited",
            "EditedFields",
            "WallClock",
            "RecurrenceLine",
            "SeriesSplit",
            "SeriesShift",
            "SeriesEdit")
        .check(CLASSES);
  }
}
