package dev.calsync.doctor.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many calendars are how well.
 *
 * @param signedOut accounts whose owner has to sign in again
 * @param uncovered could be watched, should have been for ten minutes, and are not
 * @param addressRefused those that are not since Google will not call our address
 * @param refusal what Google said then
 * @param overdue due for ten minutes, and no worker has taken them
 * @param failing their last eight turns or more failed
 * @param quarantined events that cannot be kept
 */
record Calendars(
    List<String> signedOut,
    long all,
    long uncovered,
    long addressRefused,
    @Nullable String refusal,
    long overdue,
    long accessLost,
    long failing,
    long quarantined,
    Channels channels) {}
