package dev.calsync.system.check;

/** Something that is not as promised: which rule, where, and what is there instead. */
public record Finding(Rule rule, String where, String what) {
  /** What is promised. */
  public enum Rule {
    ACKNOWLEDGED_PUSH_IS_IN_KAFKA,
    GOOGLE_KEEPS_WHAT_IT_ACKNOWLEDGED,
    EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS,
    LOG_IS_DENSE,
    FEED_IS_DENSE,
    FEED_FOLLOWS_THE_CALENDAR,
    ALL_IS_PUBLISHED,
    SAME_NUMBER_SAME_BYTES,
    TOPIC_IS_IN_ORDER,
    TOPIC_IS_THE_LOG,
    STREAM_HAS_NO_GAP
  }

  @Override
  public String toString() {
    return rule + ": " + where + ": " + what;
  }
}
