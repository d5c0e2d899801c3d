package dev.calsync.doctor.database;

import java.time.Duration;
import java.util.List;

/** What a look at the database brought. */
sealed interface DatabaseFacts {
  /**
   * It let us in.
   *
   * @param version as PostgreSQL counts, 180004
   * @param clockAhead how far its clock is ahead of this machine's
   * @param changesets those that were run, {@code sync-worker:sync-1-schema}
   * @param locks tables by which a dead process keeps migrations from being run
   * @param missing what the role may not do, in words
   * @param careless settings that lose acknowledged data, {@code fsync}
   * @param readerSeesTokens whether the readers' role may read the stored tokens
   */
  record Open(
      int version,
      String versionText,
      Duration clockAhead,
      int connections,
      List<String> changesets,
      List<String> locks,
      List<String> missing,
      List<String> careless,
      boolean readerSeesTokens)
      implements DatabaseFacts {}

  /**
   * It did not.
   *
   * @param state SQLSTATE
   */
  record Closed(String state, String why) implements DatabaseFacts {}
}
