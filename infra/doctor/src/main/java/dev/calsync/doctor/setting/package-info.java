/** The settings of the set-up, under the names that the services read. */
@NullMarked
package dev.calsync.doctor.setting;

import org.jspecify.annotations.NullMarked;
