/** The clock that tests can move and the stamps that order all changes. */
@NullMarked
package dev.calsync.simulator.time;

import org.jspecify.annotations.NullMarked;
