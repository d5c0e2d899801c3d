/** Work that is looked for at short intervals, and at once when somebody knows of some. */
@NullMarked
package dev.calsync.channel.loop;

import org.jspecify.annotations.NullMarked;
