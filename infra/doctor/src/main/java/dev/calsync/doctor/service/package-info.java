/** How the running services are. */
@NullMarked
package dev.calsync.doctor.service;

import org.jspecify.annotations.NullMarked;
