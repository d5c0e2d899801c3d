/** Whether the broker and its topics are what the services need. */
@NullMarked
package dev.calsync.doctor.kafka;

import org.jspecify.annotations.NullMarked;
