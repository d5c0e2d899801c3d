@NullMarked
package dev.calsync.doctor.quota;

import org.jspecify.annotations.NullMarked;
