@NullMarked
package dev.calsync.channel.watch;

import org.jspecify.annotations.NullMarked;
