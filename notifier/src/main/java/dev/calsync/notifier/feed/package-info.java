/** Each person's numbered changes, streamed as they are committed and resumable from any number. */
@NullMarked
package dev.calsync.notifier.feed;

import org.jspecify.annotations.NullMarked;
