/** Tests of the HTTP face. */
@NullMarked
package dev.calsync.simulator.web;

import org.jspecify.annotations.NullMarked;
