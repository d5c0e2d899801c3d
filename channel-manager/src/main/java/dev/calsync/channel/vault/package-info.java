/** Keeps tokens sealed in the database, under keys that can be exchanged while all goes on. */
@NullMarked
package dev.calsync.channel.vault;

import org.jspecify.annotations.NullMarked;
