/** The whole system as separate processes, with a real browser, told as short stories. */
@NullMarked
package dev.calsync.system;

import org.jspecify.annotations.NullMarked;
