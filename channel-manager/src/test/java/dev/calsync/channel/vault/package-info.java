@NullMarked
package dev.calsync.channel.vault;

import org.jspecify.annotations.NullMarked;
