/** The channel manager's statements, from inside its package. */
@NullMarked
package dev.calsync.channel.watch;

import org.jspecify.annotations.NullMarked;
