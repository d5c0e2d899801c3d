/** Tests of what a load test computes by itself; its figures need a run of it. */
@NullMarked
package dev.calsync.load;

import org.jspecify.annotations.NullMarked;
