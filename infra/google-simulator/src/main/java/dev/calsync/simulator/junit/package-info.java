/** A simulated Google for JUnit 5 tests; needs JUnit on the class path, which the rest does not. */
@NullMarked
package dev.calsync.simulator.junit;

import org.jspecify.annotations.NullMarked;
