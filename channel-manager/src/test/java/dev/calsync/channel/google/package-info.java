@NullMarked
package dev.calsync.channel.google;

import org.jspecify.annotations.NullMarked;
