package dev.calsync.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/**
 * The architecture rules that every service keeps; each service's tests hold its classes to them.
 */
public final class HouseRules {
  private static final String[] SERVICES = {
    "dev.calsync.ingress..", "dev.calsync.sync..", "dev.calsync.channel..", "dev.calsync.notifier.."
  };

  private HouseRules() {}

  /** The classes of a package and those below it, without their tests. */
  public static JavaClasses classesOf(String rootPackage) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(rootPackage);
  }

  /** Names that say what a thing is, not that it is one. */
  public static ArchRule namesSayWhatThingsAre() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Factory|Dto)")
        .because("a name that needs one of these words has not been found yet");
  }

  /** Packages of one service depend on one another in one direction only. */
  public static ArchRule packagesHaveNoCycles(String rootPackage) {
    return slices()
        .matching(rootPackage + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  /** Services meet in topics, not in code. */
  public static ArchRule servicesDoNotKnowEachOther(String own) {
    String[] others =
        Arrays.stream(SERVICES)
            .filter(service -> !service.equals(own + ".."))
            .toArray(String[]::new);
    return noClasses().should().dependOnClassesThat().resideInAnyPackage(others);
  }

  /** What decides sees no framework, no database, no network. */
  public static ArchRule decidesPurely(String... simpleNames) {
    String names = String.join("|", simpleNames);
    return classes()
        .that()
        .haveNameMatching(".*\\.(" + names + ")(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "javax.crypto..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..",
            "org.dmfs..",
            "dev.calsync..");
  }
}
