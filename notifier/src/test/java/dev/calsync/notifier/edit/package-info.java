/** Tests of edits. */
@NullMarked
package dev.calsync.notifier.edit;

import org.jspecify.annotations.NullMarked;
