package dev.calsync.system;

/** Which of the JVMs that run tests at the same time this is. */
final class Fork {
  /** Counted from one, by the build; one where nothing else runs tests. */
  static final int NUMBER = Integer.getInteger("test.fork", 1);

  private Fork() {}
}
