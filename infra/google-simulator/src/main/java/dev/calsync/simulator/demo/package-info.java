/** People and events to look at, and the small life among them. */
@NullMarked
package dev.calsync.simulator.demo;

import org.jspecify.annotations.NullMarked;
