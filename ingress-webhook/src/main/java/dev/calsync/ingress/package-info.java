/** Takes Google's push notifications into Kafka, and answers only when they are there. */
@NullMarked
package dev.calsync.ingress;

import org.jspecify.annotations.NullMarked;
