package dev.calsync.doctor.check;

import java.util.List;
import java.util.concurrent.Callable;

/** One question about a set-up. */
public sealed interface Check {
  /** Short, stable, and unique among the checks. */
  String name();

  /**
   * A question that is asked if all it needs went well.
   *
   * @param needs names of earlier checks; if one of them failed or was skipped, so is this
   * @param question gathers the facts and decides
   */
  record Question(String name, List<String> needs, Callable<List<Finding>> question)
      implements Check {}

  /**
   * A question that this set-up does not raise.
   *
   * @param because what is not there: a setting or an option
   */
  record Omitted(String name, String because) implements Check {}
}
