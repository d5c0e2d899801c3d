package dev.calsync.simulation;

/** A promise was broken. An Error, so that no one takes it for a fault to be overcome. */
final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }
}
