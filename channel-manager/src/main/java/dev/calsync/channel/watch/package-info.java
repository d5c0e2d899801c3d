/** Keeps a watch channel open on every calendar that is wanted and can be watched. */
@NullMarked
package dev.calsync.channel.watch;

import org.jspecify.annotations.NullMarked;
