@NullMarked
package dev.calsync.doctor.google;

import org.jspecify.annotations.NullMarked;
