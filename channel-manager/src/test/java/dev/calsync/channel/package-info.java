@NullMarked
package dev.calsync.channel;

import org.jspecify.annotations.NullMarked;
