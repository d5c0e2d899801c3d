/** Notification channels and the messages they send. */
@NullMarked
package dev.calsync.simulator.channel;

import org.jspecify.annotations.NullMarked;
