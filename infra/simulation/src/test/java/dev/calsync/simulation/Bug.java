package dev.calsync.simulation;

/**
 * A bug that is planted from outside: a statement, an answer or a step that goes by is changed into
 * what a program with that bug would have sent, read or done. The services themselves have no
 * switches.
 */
enum Bug {
  NONE,

  /** The webhook answers 2xx before Kafka has the notification. */
  ACKNOWLEDGES_BEFORE_KAFKA,

  /** Offsets are committed before the database has what they stand for. */
  COMMITS_OFFSETS_FIRST,

  /** The token at the end of a walk is kept when only its first page is. */
  KEEPS_TOKEN_OF_FIRST_PAGE,

  /** A worker that was overtaken writes all the same. */
  WRITES_WITHOUT_FENCE("lease_epoch = ?", "lease_epoch >= ?"),

  /** A push that comes during a turn is taken for answered by it. */
  FORGETS_PUSH_DURING_TURN("requested_gen > ?", "requested_gen > ? + 1000000"),

  /** A full sync deletes everything and says so. */
  SWEEPS_EVERYTHING(
      "full_sync_gen < ?\n           order by", "full_sync_gen <= ?\n           order by"),

  /** A change that becomes visible late is passed over by whoever reads what is to be published. */
  PASSES_OVER_A_LATE_COMMIT(
      "seq > ?\n                  order by seq",
      "seq > ? and seq <> (select max(m.seq) - 1 from sync.change_log m"
          + " where m.calendar_id = change_log.calendar_id) order by seq"),

  /** A stream that resumes begins one change too late. */
  RESUMES_ONE_TOO_LATE("and feed_seq > ?", "and feed_seq > ? + 1"),

  /** What is replayed is not judged by what its reader may see now. */
  REPLAYS_WITHOUT_ASKING(") as role_now", " union all select 'owner' limit 1) as role_now"),

  /** A renewal ends the old channel before the new one is open. */
  STOPS_BEFORE_OPENING,

  /** Google's wish to be left alone for a while is not heard. */
  IGNORES_RETRY_AFTER,

  /** A reader that reads nothing is waited for. */
  WAITS_FOR_STUCK_READERS,

  /** An event with the same {@code updated} is taken for the same. */
  COMPARES_BY_UPDATED,

  /** Each worker keeps a budget of its own, as if it were alone. */
  KEEPS_BUDGET_PER_WORKER;

  private final String right;
  private final String wrong;

  Bug() {
    this("", "");
  }

  /**
   * @param right a part of a statement
   * @param wrong what stands there instead
   */
  Bug(String right, String wrong) {
    this.right = right;
    this.wrong = wrong;
  }

  /**
   * What a program with this bug would have sent.
   *
   * @param machine where it runs
   */
  String statement(String sql, String machine) {
    if (this == KEEPS_BUDGET_PER_WORKER && sql.contains("sync.quota")) {
      String own = "md5(?::text || '" + machine + "')::uuid";
      return sql.replace("scope = ?", "scope = " + own)
          .replace("values (?,", "values (" + own + ",");
    }
    return right.isEmpty() ? sql : sql.replace(right, wrong);
  }
}
