/** Sign-in, consent and tokens. */
@NullMarked
package dev.calsync.simulator.oauth;

import org.jspecify.annotations.NullMarked;
