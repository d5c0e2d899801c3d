/** Tells the other services what became of accounts and calendars. */
@NullMarked
package dev.calsync.channel.lifecycle;

import org.jspecify.annotations.NullMarked;
