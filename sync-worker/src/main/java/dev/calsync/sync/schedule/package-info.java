/** What makes a calendar due, and who then takes its turn. */
@NullMarked
package dev.calsync.sync.schedule;

import org.jspecify.annotations.NullMarked;
