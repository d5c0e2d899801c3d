/** Google Calendar, its push notifications and its OAuth, simulated. */
@NullMarked
package dev.calsync.simulator;

import org.jspecify.annotations.NullMarked;
