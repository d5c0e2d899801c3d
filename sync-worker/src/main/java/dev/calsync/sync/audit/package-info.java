/** Compares what we hold with all that Google has, now and then, to know that nothing is lost. */
@NullMarked
package dev.calsync.sync.audit;

import org.jspecify.annotations.NullMarked;
