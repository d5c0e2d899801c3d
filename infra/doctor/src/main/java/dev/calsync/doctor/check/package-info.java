/** What a check is, what it can find, and in which order checks are made. */
@NullMarked
package dev.calsync.doctor.check;

import org.jspecify.annotations.NullMarked;
