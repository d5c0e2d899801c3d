package dev.calsync.model;

import java.time.Instant;

/**
 * "Look at this calendar again." Google's push message carries nothing else; losing one costs
 * latency, never data.
 *
 * @param resourceState Google's word: {@code sync}, {@code exists} or {@code not_exists}
 * @param messageNumber grows per channel with gaps; never a reason to skip
 */
public record Notification(
    CalendarId calendarId,
    ChannelId channelId,
    String resourceState,
    long messageNumber,
    Instant receivedAt) {
  public Notification {
    Required.fields(
        "calendarId", calendarId,
        "channelId", channelId,
        "resourceState", resourceState,
        "receivedAt", receivedAt);
  }
}
