/** Whether the database is what the services need. */
@NullMarked
package dev.calsync.doctor.database;

import org.jspecify.annotations.NullMarked;
