/** What tests of several modules share: a real broker, a real database, the architecture rules. */
@NullMarked
package dev.calsync.testsupport;

import org.jspecify.annotations.NullMarked;
