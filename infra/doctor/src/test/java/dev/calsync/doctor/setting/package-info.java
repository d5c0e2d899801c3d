@NullMarked
package dev.calsync.doctor.setting;

import org.jspecify.annotations.NullMarked;
