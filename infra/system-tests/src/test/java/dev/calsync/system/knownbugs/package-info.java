/** The page of what other systems are known to get wrong, made from the tests that would fail. */
@NullMarked
package dev.calsync.system.knownbugs;

import org.jspecify.annotations.NullMarked;
