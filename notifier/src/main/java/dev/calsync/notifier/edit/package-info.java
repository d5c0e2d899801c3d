/** Edits: checked, put on the way to Google, and followed. */
@NullMarked
package dev.calsync.notifier.edit;

import org.jspecify.annotations.NullMarked;
