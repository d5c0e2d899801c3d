package dev.calsync.notifier.view;

/** What has been spent on the rules of one series: what is made to keep us busy ends here. */
final class Effort {
  /** Steps of all rules, shown or not. */
  private static final int MAX_STEPS = 30_000;

  /** Rules that are followed; Google's own pages make one. */
  private static final int MAX_RULES = 10;

  private int rules;
  private int steps;

  boolean allowsRule() {
    return rules++ < MAX_RULES;
  }

  boolean allowsStep() {
    return steps++ < MAX_STEPS;
  }
}
