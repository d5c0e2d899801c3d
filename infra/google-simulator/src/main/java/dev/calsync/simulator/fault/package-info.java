/** What goes wrong on purpose, by rule and by rate, all of it drawn from one seed. */
@NullMarked
package dev.calsync.simulator.fault;

import org.jspecify.annotations.NullMarked;
