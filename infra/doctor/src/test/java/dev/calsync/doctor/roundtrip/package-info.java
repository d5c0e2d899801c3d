@NullMarked
package dev.calsync.doctor.roundtrip;

import org.jspecify.annotations.NullMarked;
