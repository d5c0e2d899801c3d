package dev.calsync.sync.audit;

import org.jspecify.annotations.Nullable;

/**
 * An event that seems not to be as it should.
 *
 * @param atGoogle its version there; null where it is not there
 * @param held our version; null where we do not hold it
 */
record Suspicion(Kind kind, @Nullable String atGoogle, @Nullable String held) {
  /** What seems to be wrong. */
  enum Kind {
    /** Google has it, we do not. */
    MISSING,
    /** We hold another version. */
    STALE,
    /** We hold it, Google has it no more. */
    EXTRA
  }
}
