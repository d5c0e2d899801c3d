@NullMarked
package dev.calsync.doctor.account;

import org.jspecify.annotations.NullMarked;
