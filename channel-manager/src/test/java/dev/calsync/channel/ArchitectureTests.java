package dev.calsync.channel;

import static dev.calsync.testsupport.HouseRules.classesOf;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

/** Holds this service to the house rules. */
class ArchitectureTests {
  private static final JavaClasses CLASSES = classesOf("dev.calsync.channel");

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles("dev.calsync.channel").check(CLASSES);
  }

  @Test
  void servicesDoNotKnowEachOther() {
    HouseRules.servicesDoNotKnowEachOther("dev.calsync.channel").check(CLASSES);
  }

  @Test
  void whatDecidesIsPure() {
    HouseRules.decidesPurely("WatchPlan").check(CLASSES);
  }
}
