/** Whether Google can be reached and knows us. */
@NullMarked
package dev.calsync.doctor.google;

import org.jspecify.annotations.NullMarked;
