/** One command that checks a set-up of Calsync. */
@NullMarked
package dev.calsync.doctor;

import org.jspecify.annotations.NullMarked;
