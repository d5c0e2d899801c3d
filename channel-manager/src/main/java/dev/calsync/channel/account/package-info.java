/** People, their Google accounts, and how they sign in. */
@NullMarked
package dev.calsync.channel.account;

import org.jspecify.annotations.NullMarked;
