/** Tests of the pure core. */
@NullMarked
package dev.calsync.simulator.oauth;

import org.jspecify.annotations.NullMarked;
