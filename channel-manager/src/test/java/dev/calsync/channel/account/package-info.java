@NullMarked
package dev.calsync.channel.account;

import org.jspecify.annotations.NullMarked;
