package dev.calsync.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sync.calendar_sync} as a change left it.
 *
 * @param leased whether somebody has its turn
 * @param asleep whether it was asked for again and is not due soon
 */
record SyncRow(
    UUID calendar,
    @Nullable String token,
    long epoch,
    long changeSeq,
    long publishedSeq,
    long syncedGen,
    boolean leased,
    boolean asleep) {

  /** As the database tells of it. */
  static SyncRow of(String told) {
    String[] columns = told.split("\t", -1);
    return new SyncRow(
        UUID.fromString(columns[0]),
        columns[1].isEmpty() ? null : columns[1],
        Long.parseLong(columns[2]),
        Long.parseLong(columns[3]),
        Long.parseLong(columns[4]),
        Long.parseLong(columns[5]),
        columns[6].equals("t"),
        columns[7].equals("t"));
  }
}
