@NullMarked
package dev.calsync.doctor.report;

import org.jspecify.annotations.NullMarked;
