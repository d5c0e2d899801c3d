package dev.calsync.doctor.account;

import java.util.List;

/**
 * How many calendars are how well.
 *
 * @param signedOut accounts whose owner has to sign in again
 * @param uncovered could be watched, should have been for ten minutes, and are not
 * @param overdue due for ten minutes, and no worker has taken them
 * @param failing their last eight turns or more failed
 * @param quarantined events that cannot be kept
 */
record Calendars(
    List<String> signedOut,
    long all,
    long uncovered,
    long overdue,
    long accessLost,
    long failing,
    long quarantined,
    Channels channels) {}
