/** Tests of how an answer says no. */
@NullMarked
package dev.calsync.notifier.web;

import org.jspecify.annotations.NullMarked;
