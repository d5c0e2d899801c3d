/** How fast the worker is, always beside what it could be at best in the same minute. */
@NullMarked
package dev.calsync.load;

import org.jspecify.annotations.NullMarked;
