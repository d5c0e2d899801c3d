/** One real change, from Google and back, with the time of each leg. */
@NullMarked
package dev.calsync.doctor.roundtrip;

import org.jspecify.annotations.NullMarked;
