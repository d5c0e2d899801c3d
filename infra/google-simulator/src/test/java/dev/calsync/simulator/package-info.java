/** The simulator as its users meet it. */
@NullMarked
package dev.calsync.simulator;

import org.jspecify.annotations.NullMarked;
