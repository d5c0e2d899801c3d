package dev.calsync.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

/** The rules that keep the core pure and the packages in order. */
class HouseRulesTests {
  private static final String ROOT = "dev.calsync.simulator";
  private static final JavaClasses CLASSES = HouseRules.classesOf(ROOT);

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles(ROOT).check(CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(CLASSES);
  }

  @Test
  void theSimulatorKnowsNoService() {
    HouseRules.servicesDoNotKnowEachOther(ROOT).check(CLASSES);
  }

  @Test
  void theCoreHasNoFrameworkNoNetworkAndNoThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".google",
            ROOT + ".channel",
            ROOT + ".fault",
            ROOT + ".oauth",
            ROOT + ".error",
            ROOT + ".time")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "jakarta..",
            "tools.jackson..",
            "java.net.http..",
            "java.io..",
            ROOT + ".web",
            ROOT + ".push",
            ROOT + ".demo")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(CLASSES);
  }
}
