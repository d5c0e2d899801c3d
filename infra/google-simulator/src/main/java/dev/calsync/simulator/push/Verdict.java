package dev.calsync.simulator.push;

import java.util.Locale;
import java.util.Set;

/** What an answer to a message means to Google (infra/docs/google-calendar.md §3.3). */
enum Verdict {
  DELIVERED,
  RETRYING,
  FAILED;

  private static final Set<Integer> SUCCESS = Set.of(102, 200, 201, 202, 204);
  private static final Set<Integer> TEMPORARY = Set.of(500, 502, 503, 504);

  /** Status 0 stands for timeouts and broken connections, which are temporary too. */
  static Verdict of(int status, boolean last) {
    if (SUCCESS.contains(status)) {
      return DELIVERED;
    }
    boolean temporary = status == 0 || TEMPORARY.contains(status);
    return temporary && !last ? RETRYING : FAILED;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
