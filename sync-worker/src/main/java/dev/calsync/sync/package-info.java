/** Brings the mirror of every calendar up to date with Google and announces each change. */
@NullMarked
package dev.calsync.sync;

import org.jspecify.annotations.NullMarked;
