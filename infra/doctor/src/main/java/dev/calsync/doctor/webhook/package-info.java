/** Whether Google's pushes would reach ingress-webhook. */
@NullMarked
package dev.calsync.doctor.webhook;

import org.jspecify.annotations.NullMarked;
