/** Reads many streams of server-sent events at once. */
@NullMarked
package dev.calsync.testsupport.stream;

import org.jspecify.annotations.NullMarked;
