package dev.calsync.doctor.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many watch channels are how far.
 *
 * @param unconfirmed active for minutes, without Google's first message
 * @param suspect active, but changes were found that they had not told of
 * @param unrenewed at their end, or to be replaced, which nobody has done in ten minutes
 * @param soonest until the next active one ends
 */
record Channels(
    long active,
    long opening,
    long retiring,
    long unconfirmed,
    long suspect,
    long unrenewed,
    @Nullable Duration soonest) {}
