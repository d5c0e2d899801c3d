/** Owns sign-in, grants, the calendar list and watch channels. */
@NullMarked
package dev.calsync.channel;

import org.jspecify.annotations.NullMarked;
