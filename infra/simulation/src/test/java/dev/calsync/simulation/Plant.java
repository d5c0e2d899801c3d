package dev.calsync.simulation;

/** The bug that is planted in one run, and how often it has shown. */
final class Plant {
  private final Bug bug;
  private long times;

  Plant(Bug bug) {
    this.bug = bug;
  }

  /** Whether it is this one that is planted; then it shows now. */
  boolean shows(Bug asked) {
    if (bug != asked) {
      return false;
    }
    times++;
    return true;
  }

  /** Whether it is this one that is planted, if it shows or not. */
  boolean is(Bug asked) {
    return bug == asked;
  }

  /** It shows in this. */
  <T> T showing(T what) {
    times++;
    return what;
  }

  /**
   * What is sent in a statement's place.
   *
   * @param machine where it runs
   */
  String statement(String sql, String machine) {
    String sent = bug.statement(sql, machine);
    if (!sent.equals(sql)) {
      times++;
    }
    return sent;
  }

  /** How often it has shown. */
  long times() {
    return times;
  }
}
