/** Tests of delivery. */
@NullMarked
package dev.calsync.simulator.push;

import org.jspecify.annotations.NullMarked;
