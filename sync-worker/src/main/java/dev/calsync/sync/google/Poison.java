package dev.calsync.sync.google;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import org.jspecify.annotations.Nullable;

/**
 * An item of Google's answer that cannot be kept or passed on, and why.
 *
 * @param key what it is known by: its id, else a hash of what it says
 * @param event its id, where one can be read
 * @param size its length in bytes, or more than was read of it
 * @param excerpt its beginning, cut
 */
public record Poison(
    String key, @Nullable EventId event, Reason reason, String detail, long size, String excerpt) {

  /** An event that looked well, and that the database refuses. */
  public static Poison refused(EventResource event, String why) {
    return Admission.refused(event, why);
  }

  /** The class of reason. */
  public enum Reason {
    /** No JSON, not an object, or nested too deep. */
    UNREADABLE,

    /** Larger than {@code calsync.sync.event-bytes}. */
    TOO_LARGE,

    /** Without an id, or with one that no key can be made of. */
    NO_USABLE_ID,

    /** Holds what a text in PostgreSQL or in a record on Kafka cannot hold. */
    UNSTORABLE,

    /** Looked well, and was refused by PostgreSQL nevertheless. */
    REFUSED_BY_DATABASE
  }
}
