/**
 * People, calendars and events: what Google Calendar does, as plain code with one lock at its door.
 */
@NullMarked
package dev.calsync.simulator.google;

import org.jspecify.annotations.NullMarked;
