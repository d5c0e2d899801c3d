/** Tests of what goes wrong on purpose. */
@NullMarked
package dev.calsync.simulator.fault;

import org.jspecify.annotations.NullMarked;
