/** Who asks, what they may ask at all, and how an answer says no. */
@NullMarked
package dev.calsync.notifier.web;

import org.jspecify.annotations.NullMarked;
