@NullMarked
package dev.calsync.channel.grant;

import org.jspecify.annotations.NullMarked;
