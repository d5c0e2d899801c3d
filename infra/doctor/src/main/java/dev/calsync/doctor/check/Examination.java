package dev.calsync.doctor.check;

import dev.calsync.doctor.check.Check.Omitted;
import dev.calsync.doctor.check.Check.Question;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Result.Examined;
import dev.calsync.doctor.check.Result.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the checks one after the other; what stands on something broken is not asked. */
public final class Examination {
  private final List<Result> results = new ArrayList<>();
  private final Set<String> unusable = new HashSet<>();

  private Examination() {}

  /** The results, in the order of the checks. */
  public static List<Result> of(List<Check> checks) {
    var examination = new Examination();
    checks.forEach(examination::make);
    return List.copyOf(examination.results);
  }

  private void make(Check check) {
    Result result =
        switch (check) {
          case Omitted(var name, var because) -> new Skipped(name, because);
          case Question question -> ask(question);
        };
    results.add(result);
    if (result.status() == Status.FAIL || result.status() == Status.SKIPPED) {
      unusable.add(result.check());
    }
  }

  private Result ask(Question check) {
    Optional<String> missing = check.needs().stream().filter(unusable::contains).findFirst();
    if (missing.isPresent()) {
      return new Skipped(check.name(), missing.get());
    }
    long from = System.nanoTime();
    List<Finding> findings = findings(check);
    return new Examined(check.name(), Duration.ofNanos(System.nanoTime() - from), findings);
  }

  /** A defect of one check must not keep the others from being made. */
  private static List<Finding> findings(Question check) {
    try {
      return List.copyOf(check.question().call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during the check " + check.name(), e);
    } catch (Exception e) {
      return List.of(
          new Broken(
              "check-failed",
              "the check itself failed: " + e.getClass().getSimpleName() + ", " + e.getMessage(),
              "report this with the whole output: it is a defect of the doctor"));
    }
  }
}
