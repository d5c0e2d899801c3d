/** A calendar's row: when it is due, who holds it, and the fence that keeps everybody else out. */
@NullMarked
package dev.calsync.sync.lease;

import org.jspecify.annotations.NullMarked;
