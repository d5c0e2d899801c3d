package dev.calsync.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics through which the services meet, and how long each keeps what it holds. */
public final class Topics {
  public static final String NOTIFICATIONS = "calendar.notifications";
  public static final String CHANGES = "calendar.changes";
  public static final String STATE = "calendar.state";
  public static final String COMMANDS = "calendar.commands";
  public static final String LIFECYCLE = "calendar.lifecycle";

  /** Records that nobody could read, as they were; see {@link DeadLetterHeaders}. */
  public static final String DEAD_LETTERS = "calendar.dead-letters";

  /** Every topic; whichever service starts first creates what is missing. */
  public static final List<Topic> ALL =
      List.of(
          Topic.kept(NOTIFICATIONS, Duration.ofDays(3)),
          Topic.kept(CHANGES, Duration.ofDays(7)),
          new Topic(STATE, Map.of("cleanup.policy", "compact")),
          Topic.kept(COMMANDS, Duration.ofDays(3)),
          Topic.kept(LIFECYCLE, Duration.ofDays(7)),
          Topic.kept(DEAD_LETTERS, Duration.ofDays(14)));

  private Topics() {}

  /** A topic's name and its settings at the broker. */
  public record Topic(String name, Map<String, String> config) {
    static Topic kept(String name, Duration retention) {
      return new Topic(name, Map.of("retention.ms", Long.toString(retention.toMillis())));
    }
  }
}
