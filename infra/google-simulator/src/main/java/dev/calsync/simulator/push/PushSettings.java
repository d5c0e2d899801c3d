package dev.calsync.simulator.push;

import java.time.Duration;

/** How patient delivery is. */
public record PushSettings(
    Duration firstRetry, Duration longestRetry, Duration giveUpAfter, Duration timeout) {}
