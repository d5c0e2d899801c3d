/** Tests of the notifier, as a whole and in parts. */
@NullMarked
package dev.calsync.notifier;

import org.jspecify.annotations.NullMarked;
