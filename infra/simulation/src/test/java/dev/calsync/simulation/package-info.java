/**
 * The services' own code in virtual time, one thread at a time: every delay, order and fault is
 * drawn from a seed, so that a run that fails can be had again.
 */
@NullMarked
package dev.calsync.simulation;

import org.jspecify.annotations.NullMarked;
