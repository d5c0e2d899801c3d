package dev.calsync.local;

/** Why the local stack does not start, in one sentence that says what to do. */
final class CannotStart extends RuntimeException {
  CannotStart(String sentence) {
    super(sentence);
  }

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
