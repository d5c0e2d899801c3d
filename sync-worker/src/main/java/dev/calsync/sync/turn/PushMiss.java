package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a poll found that a push should have announced before. A push may be late, so a change only
 * counts when it is older than a grace; and one that came after the change announced it, even if
 * Google did not show it at once. A deletion whose time Google does not tell counts for nothing.
 */
final class PushMiss {
  private PushMiss() {}

  /** When the changes among {@code read} were made, as far as Google tells. */
  static List<Instant> timesOf(Collection<EventResource> read, List<ChangeDraft> changes) {
    Set<EventId> changed =
        changes.stream()
            .map(ChangeDraft::event)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return read.stream()
        .filter(event -> changed.contains(event.id()))
        .map(event -> instant(event.text("updated")))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * When the oldest change was made that no push announced.
   *
   * @param lastPush when Google last pushed
   * @return null: none was missed
   */
  static @Nullable Instant since(
      List<Instant> changed, @Nullable Instant lastPush, Instant polledAt, Duration grace) {
    return changed.stream()
        .filter(at -> at.isBefore(polledAt.minus(grace)))
        .filter(at -> lastPush == null || lastPush.isBefore(at))
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
