/** The live page's server: what people see, as it changes, and the edits they ask for. */
@NullMarked
package dev.calsync.notifier;

import org.jspecify.annotations.NullMarked;
