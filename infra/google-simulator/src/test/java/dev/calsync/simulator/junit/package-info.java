/** Tests of the JUnit extension, written as its users write theirs. */
@NullMarked
package dev.calsync.simulator.junit;

import org.jspecify.annotations.NullMarked;
