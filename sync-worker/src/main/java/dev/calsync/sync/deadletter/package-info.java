/** Records that could not be read: set aside with their reason, looked at, and sent again. */
@NullMarked
package dev.calsync.sync.deadletter;

import org.jspecify.annotations.NullMarked;
