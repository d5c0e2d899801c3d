@NullMarked
package dev.calsync.doctor;

import org.jspecify.annotations.NullMarked;
