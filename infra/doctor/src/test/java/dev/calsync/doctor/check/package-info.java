@NullMarked
package dev.calsync.doctor.check;

import org.jspecify.annotations.NullMarked;
