/** Tests of what is read. */
@NullMarked
package dev.calsync.notifier.view;

import org.jspecify.annotations.NullMarked;
