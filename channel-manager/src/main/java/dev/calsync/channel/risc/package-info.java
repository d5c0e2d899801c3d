/** What Google tells of its accounts (Cross-Account Protection, RISC), and what follows from it. */
@NullMarked
package dev.calsync.channel.risc;

import org.jspecify.annotations.NullMarked;
