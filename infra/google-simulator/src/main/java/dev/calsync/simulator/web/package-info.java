/** The HTTP face: Google's APIs, the control API of tests, the page for people. */
@NullMarked
package dev.calsync.simulator.web;

import org.jspecify.annotations.NullMarked;
