package dev.calsync.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  private static final JavaClasses CLASSES = HouseRules.classesOf("dev.calsync.sync");

  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    HouseRules.packagesHaveNoCycles("dev.calsync.sync").check(CLASSES);
  }

  @Test
  void otherServicesAreNotKnown() {
    HouseRules.servicesDoNotKnowEachOther("dev.calsync.sync").check(CLASSES);
  }

  @Test
  void whatDecidesIsPure() {
    HouseRules.decidesPurely(
            "Diff",
            "TurnPlan",
            "ChangeDraft",
            "EventTimes",
            "Verdict",
            "Backoff",
            "NextLook",
            "Polling",
            "Resyncs",
            "Bucket",
            "Chunk",
            "Work",
            "GoogleFault",
            "Progress",
            "Storable",
            "PageWalk",
            "Findings",
            "PushMiss",
            "Isolation",
            "SameMeaning",
            "SeriesEnd",
            "Answers")
        .check(CLASSES);
  }

  @Test
  void dependenciesGoFromScheduleOverTurnToGoogleAndLease() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.calsync.sync.google..", "dev.calsync.sync.lease..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.calsync.sync.turn..", "dev.calsync.sync.command..", "dev.calsync.sync.schedule..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("dev.calsync.sync.turn..", "dev.calsync.sync.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.calsync.sync.schedule..")
        .check(CLASSES);
  }
}
