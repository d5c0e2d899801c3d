/** Delivers notifications over HTTP, again and again where Google would. */
@NullMarked
package dev.calsync.simulator.push;

import org.jspecify.annotations.NullMarked;
