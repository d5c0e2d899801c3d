package dev.calsync.sync.lease;

/**
 * What a turn found when it passed the fence.
 *
 * @param lease with its new end
 * @param lastSeq the last number in use before those that were taken
 * @param owed whether the state topic is to be told of events that no change tells of
 * @param quarantined whether events of the calendar are in quarantine
 */
public record Fenced(Lease lease, long lastSeq, boolean owed, boolean quarantined) {}
