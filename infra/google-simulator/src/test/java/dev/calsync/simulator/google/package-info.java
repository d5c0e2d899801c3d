/** Tests of the pure core. */
@NullMarked
package dev.calsync.simulator.google;

import org.jspecify.annotations.NullMarked;
