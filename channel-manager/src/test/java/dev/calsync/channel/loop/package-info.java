@NullMarked
package dev.calsync.channel.loop;

import org.jspecify.annotations.NullMarked;
