/** How the connected accounts and their calendars are. */
@NullMarked
package dev.calsync.doctor.account;

import org.jspecify.annotations.NullMarked;
