package dev.calsync.simulator.push;

import java.time.Instant;

/**
 * One try to deliver one message.
 *
 * @param status HTTP's, or 0 where there was none
 * @param outcome {@code delivered}, {@code retrying}, {@code failed} or {@code dropped}
 */
public record Attempt(
    Instant at,
    String channelId,
    long messageNumber,
    String state,
    String address,
    int attempt,
    int status,
    String outcome,
    long millis) {}
