package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.audit.Suspicion.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param reason why it could not be ended; null otherwise
 * @param events how many Google has
 */
record AuditReport(
    CalendarId calendar,
    Outcome outcome,
    @Nullable String reason,
    int events,
    Found missing,
    Found stale,
    Found extra) {

  private static final int NAMED = 20;

  /** How it ended. */
  enum Outcome {
    CLEAN,
    DIFFERENT,
    UNFINISHED
  }

  /**
   * Differences of one kind.
   *
   * @param ids of the first of them
   */
  record Found(int count, List<String> ids) {
    private static Found of(Kind kind, Map<String, Suspicion> differences) {
      List<String> ids =
          differences.entrySet().stream()
              .filter(difference -> difference.getValue().kind() == kind)
              .map(Map.Entry::getKey)
              .toList();
      return new Found(ids.size(), ids.subList(0, Math.min(ids.size(), NAMED)));
    }
  }

  static AuditReport of(CalendarId calendar, int events, Map<String, Suspicion> differences) {
    return new AuditReport(
        calendar,
        differences.isEmpty() ? Outcome.CLEAN : Outcome.DIFFERENT,
        null,
        events,
        Found.of(Kind.MISSING, differences),
        Found.of(Kind.STALE, differences),
        Found.of(Kind.EXTRA, differences));
  }

  /**
   * What is too much may be no more than a cancelled instance whose series is gone or was
   * shortened. Only Google could say that it hides nothing.
   */
  boolean isSurelyADefect() {
    return missing.count() > 0 || stale.count() > 0;
  }

  static AuditReport unfinished(CalendarId calendar, String reason) {
    Found none = new Found(0, List.of());
    return new AuditReport(calendar, Outcome.UNFINISHED, reason, 0, none, none, none);
  }
}
