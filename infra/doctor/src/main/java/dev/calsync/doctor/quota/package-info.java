/** Whether the polls of a day fit into what Google allows. */
@NullMarked
package dev.calsync.doctor.quota;

import org.jspecify.annotations.NullMarked;
