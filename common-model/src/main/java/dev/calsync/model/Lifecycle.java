package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an account or a calendar, on {@code calendar.lifecycle}. Each message is the whole
 * present state of its row, so the last one is enough: a reader keeps {@link #version} and drops
 * what is not greater.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Lifecycle {
  /** The account it concerns, also the record's key. */
  AccountId accountId();

  /** Whose account. */
  UserId userId();

  /** Grows with each change of the row it speaks of. */
  long version();

  /** When that change was made. */
  Instant at();

  /** The account's grant works (again). */
  record AccountConnected(AccountId accountId, UserId userId, long version, Instant at)
      implements Lifecycle {}

  /** Google refuses the grant until its owner signs in again; nothing is forgotten meanwhile. */
  record AccountNeedsReauthorization(
      AccountId accountId, UserId userId, long version, Instant at, String reason)
      implements Lifecycle {}

  /** The account was taken away by its owner; its data is to be forgotten. */
  record AccountDisconnected(AccountId accountId, UserId userId, long version, Instant at)
      implements Lifecycle {}

  /**
   * A calendar is to be kept in sync.
   *
   * @param watchedUntil until when Google pushes its changes; null while it does not (yet)
   */
  record CalendarAdded(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      String googleCalendarId,
      @Nullable Instant watchedUntil)
      implements Lifecycle {}

  /** A calendar is to be kept in sync by polling alone: Google does not push for it. */
  record CalendarNotWatchable(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      String googleCalendarId)
      implements Lifecycle {}

  /** A calendar is no longer to be kept in sync; its data is to be forgotten. */
  record CalendarRemoved(
      AccountId accountId, UserId userId, long version, Instant at, CalendarId calendarId)
      implements Lifecycle {}

  /** A channel that should be delivering does not; it is about to be replaced. */
  record ChannelSuspect(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      ChannelId channelId)
      implements Lifecycle {}
}
