/** The turn of a calendar: announce, execute, fetch, decide, commit, announce. */
@NullMarked
package dev.calsync.sync.turn;

import org.jspecify.annotations.NullMarked;
