@NullMarked
package dev.calsync.doctor.kafka;

import org.jspecify.annotations.NullMarked;
