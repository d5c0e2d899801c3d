@NullMarked
package dev.calsync.channel.risc;

import org.jspecify.annotations.NullMarked;
