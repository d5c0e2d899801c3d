package dev.calsync.channel.google;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Google did not do what was asked; {@link #kind} says what to do about it. Carries no part of the
 * request and no cause, so that nothing secret can travel in it.
 */
public final class GoogleFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  /** A fault, with what Google said of it. */
  public GoogleFault(Kind kind, String message, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** How long Google wants to be left alone, if it said so. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** What to do about a fault. */
  public enum Kind {
    /** The access token is not taken (any more): a new one may be. */
    UNAUTHORIZED,
    /** There is no grant to ask with, until the account's owner signs in again. */
    NO_GRANT,
    /** It is not there, or not for us. */
    NOT_FOUND,
    /** Google does not push for this calendar, and never will. */
    NOT_WATCHABLE,
    /** Google does not call our webhook address: a matter of configuration. */
    ADDRESS_REFUSED,
    /** Not allowed; asking again changes nothing soon. */
    FORBIDDEN,
    /** Slower. */
    RATE_LIMITED,
    /** Did not work this time. */
    TRANSIENT
  }
}
