/** Tests of the service that takes Google's pushes. */
@NullMarked
package dev.calsync.ingress;

import org.jspecify.annotations.NullMarked;
