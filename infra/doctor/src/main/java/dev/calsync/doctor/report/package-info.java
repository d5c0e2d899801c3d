/** What was found, for people and for programs. */
@NullMarked
package dev.calsync.doctor.report;

import org.jspecify.annotations.NullMarked;
