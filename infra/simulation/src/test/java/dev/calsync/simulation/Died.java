package dev.calsync.simulation;

/**
 * Ends what a killed process was doing. An Error, since the services' code catches exceptions and
 * would go on.
 */
final class Died extends Error {
  private static final long serialVersionUID = 1L;

  Died(String process) {
    super(process, null, false, false);
  }
}
