/** Tests of the feed. */
@NullMarked
package dev.calsync.notifier.web;

import org.jspecify.annotations.NullMarked;
