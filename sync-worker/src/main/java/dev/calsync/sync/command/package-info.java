/** Edits waiting for their calendar's turn, and what Google said to them. */
@NullMarked
package dev.calsync.sync.command;

import org.jspecify.annotations.NullMarked;
