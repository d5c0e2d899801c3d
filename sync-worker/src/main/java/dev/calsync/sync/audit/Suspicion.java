package dev.calsync.sync.audit;

import org.jspecify.annotations.Nullable;

/**
 * An event that seems not to be as it should.
 *
 * @param atGoogle its version there; null where it is not there
 * @param held our version; null where we do not hold it
 */
record Suspicion(Kind kind, @Nullable Fingerprint atGoogle, @Nullable Fingerprint held) {
  static Suspicion of(Kind kind, @Nullable String atGoogle, @Nullable String held) {
    return new Suspicion(kind, fingerprint(atGoogle), fingerprint(held));
  }

  private static @Nullable Fingerprint fingerprint(@Nullable String version) {
    return version == null ? null : Fingerprint.of(version);
  }

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
