package dev.calsync.system.check;

/**
 * A record of {@code calendar.changes}.
 *
 * @param headers all of them as text, so that two records are equal only if all their bytes are
 */
public record TopicRecord(Change change, String headers) {}
