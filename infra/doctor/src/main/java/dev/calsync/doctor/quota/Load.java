package dev.calsync.doctor.quota;

/**
 * How many calendars are polled.
 *
 * @param watched those for which Google pushes
 * @param ofOneAccount the most that one account has
 */
record Load(long watched, long unwatched, long ofOneAccount) {}
