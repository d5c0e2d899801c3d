package dev.calsync.model;

/**
 * Header names of {@code calendar.dead-letters}: where a record that could not be read came from,
 * and why it could not. All values are text; the record's own headers stand beside them.
 */
public final class DeadLetterHeaders {
  /** The topic it was on. */
  public static final String TOPIC = "dl_topic";

  public static final String PARTITION = "dl_partition";
  public static final String OFFSET = "dl_offset";

  /** When it was written, the first time if it was sent again, in milliseconds since 1970. */
  public static final String TIMESTAMP = "dl_timestamp";

  /** The class of reason, a word. */
  public static final String REASON = "dl_reason";

  /** The reason in words. */
  public static final String DETAIL = "dl_detail";

  /** How often the record was tried: 1, and one more after each redrive. */
  public static final String ATTEMPTS = "dl_attempts";

  /** How many bytes the value had, if what stands here was cut; such a record is not redriven. */
  public static final String CUT_FROM = "dl_cut_from";

  private DeadLetterHeaders() {}
}
