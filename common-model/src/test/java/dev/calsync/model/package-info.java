/** Tests of what the services say to each other. */
@NullMarked
package dev.calsync.model;

import org.jspecify.annotations.NullMarked;
