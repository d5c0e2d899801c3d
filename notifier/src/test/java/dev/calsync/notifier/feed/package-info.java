/** Tests of the feed. */
@NullMarked
package dev.calsync.notifier.feed;

import org.jspecify.annotations.NullMarked;
