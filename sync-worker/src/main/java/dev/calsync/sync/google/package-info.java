/** Google Calendar over HTTP: what we ask, and what its refusals mean. */
@NullMarked
package dev.calsync.sync.google;

import org.jspecify.annotations.NullMarked;
