package dev.calsync.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * "Look at this calendar again." Google's push message carries nothing else; losing one costs
 * latency, never data.
 *
 * @param resourceState Google's word: {@code sync}, {@code exists} or {@code not_exists}
 * @param messageNumber grows per channel with gaps; which came first it does not say
 * @param resourceId Google's id of what is watched, without which a channel cannot be ended; absent
 *     in messages written before it was kept
 */
public record Notification(
    CalendarId calendarId,
    ChannelId channelId,
    String resourceState,
    long messageNumber,
    Instant receivedAt,
    @Nullable String resourceId) {
  public Notification {
    Required.fields(
        "calendarId", calendarId,
        "channelId", channelId,
        "resourceState", resourceState,
        "receivedAt", receivedAt);
    Keepable.text("resourceState", resourceState);
    Keepable.moment("receivedAt", receivedAt);
    Keepable.text("resourceId", resourceId);
  }
}
