/** Google as this service sees it: where its endpoints are, and what its answers mean. */
@NullMarked
package dev.calsync.channel.google;

import org.jspecify.annotations.NullMarked;
