package dev.calsync.ingress;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  private static final String ROOT = "dev.calsync.ingress";
  private final JavaClasses classes = HouseRules.classesOf(ROOT);

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles(ROOT).check(classes);
  }

  @Test
  void servicesDoNotKnowEachOther() {
    HouseRules.servicesDoNotKnowEachOther(ROOT).check(classes);
  }

  @Test
  void whatIsDecidedAboutACallIsDecidedPurely() {
    HouseRules.decidesPurely("Push", "Traceparent").check(classes);
  }
}
