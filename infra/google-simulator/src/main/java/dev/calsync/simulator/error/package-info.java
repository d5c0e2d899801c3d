/** What the simulated Google refuses, in Google's own words. */
@NullMarked
package dev.calsync.simulator.error;

import org.jspecify.annotations.NullMarked;
