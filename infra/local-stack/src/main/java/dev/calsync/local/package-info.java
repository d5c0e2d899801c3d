/**
 * The whole system on one machine, started by one command: for development, never for production.
 */
@NullMarked
package dev.calsync.local;

import org.jspecify.annotations.NullMarked;
