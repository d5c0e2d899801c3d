/** Asking over HTTP, where any answer is an answer. */
@NullMarked
package dev.calsync.doctor.http;

import org.jspecify.annotations.NullMarked;
