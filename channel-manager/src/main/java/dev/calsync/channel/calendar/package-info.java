/** Which calendars an account has, and which of them its owner wants. */
@NullMarked
package dev.calsync.channel.calendar;

import org.jspecify.annotations.NullMarked;
