@NullMarked
package dev.calsync.doctor.webhook;

import org.jspecify.annotations.NullMarked;
