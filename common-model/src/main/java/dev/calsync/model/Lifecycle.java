package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a person, an account or a calendar, on {@code calendar.lifecycle}. Each message is
 * the whole present state of its row, so the last one is enough: a reader keeps {@link #version}
 * and drops what is not greater.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Lifecycle {
  /** Whom it concerns. */
  UserId userId();

  /** Grows with each change of the row it speaks of. */
  long version();

  /** When that change was made. */
  Instant at();

  /** The record's key: what is told of one account is read in order. */
  default String key() {
    return switch (this) {
      case OfAccount message -> message.accountId().toString();
      case PersonForgotten message -> message.userId().toString();
    };
  }

  /** What became of an account or of one of its calendars. */
  sealed interface OfAccount extends Lifecycle {
    /** The account it concerns. */
    AccountId accountId();
  }

  /**
   * Somebody wants nothing of theirs to be left. Sent once all their accounts have been told to be
   * disconnected; whatever is still known of the person is to be deleted, numbers and logs
   * included.
   */
  record PersonForgotten(UserId userId, long version, Instant at) implements Lifecycle {
    public PersonForgotten {
      Required.fields("userId", userId, "at", at);
    }
  }

  /** The account's grant works (again). */
  record AccountConnected(AccountId accountId, UserId userId, long version, Instant at)
      implements OfAccount {
    public AccountConnected {
      Required.fields("accountId", accountId, "userId", userId, "at", at);
    }
  }

  /** Google refuses the grant until its owner signs in again; nothing is forgotten meanwhile. */
  record AccountNeedsReauthorization(
      AccountId accountId, UserId userId, long version, Instant at, String reason)
      implements OfAccount {
    public AccountNeedsReauthorization {
      Required.fields("accountId", accountId, "userId", userId, "at", at, "reason", reason);
    }
  }

  /** The account was taken away, mostly by its owner; its data is to be forgotten. */
  record AccountDisconnected(AccountId accountId, UserId userId, long version, Instant at)
      implements OfAccount {
    public AccountDisconnected {
      Required.fields("accountId", accountId, "userId", userId, "at", at);
    }
  }

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
      implements OfAccount {
    public CalendarAdded {
      Required.fields(
          "accountId",
          accountId,
          "userId",
          userId,
          "at",
          at,
          "calendarId",
          calendarId,
          "googleCalendarId",
          googleCalendarId);
    }
  }

  /** A calendar is to be kept in sync by polling alone: Google does not push for it. */
  record CalendarNotWatchable(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      String googleCalendarId)
      implements OfAccount {
    public CalendarNotWatchable {
      Required.fields(
          "accountId",
          accountId,
          "userId",
          userId,
          "at",
          at,
          "calendarId",
          calendarId,
          "googleCalendarId",
          googleCalendarId);
    }
  }

  /** A calendar is no longer to be kept in sync; its data is to be forgotten. */
  record CalendarRemoved(
      AccountId accountId, UserId userId, long version, Instant at, CalendarId calendarId)
      implements OfAccount {
    public CalendarRemoved {
      Required.fields("accountId", accountId, "userId", userId, "at", at, "calendarId", calendarId);
    }
  }

  /** A channel that should be delivering does not; it is about to be replaced. */
  record ChannelSuspect(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      ChannelId channelId)
      implements OfAccount {
    public ChannelSuspect {
      Required.fields(
          "accountId",
          accountId,
          "userId",
          userId,
          "at",
          at,
          "calendarId",
          calendarId,
          "channelId",
          channelId);
    }
  }

  /**
   * Changes were found by polling that no push announced, though Google is said to push for the
   * calendar. One of the messages that the worker sends: an observation, not a row's state. Its
   * version is that of the last message about the calendar that the worker applied.
   *
   * @param missedSince when the oldest unannounced change was made; a channel opened later is not
   *     to blame
   */
  record PushesMissed(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      Instant missedSince)
      implements OfAccount {
    public PushesMissed {
      Required.fields(
          "accountId",
          accountId,
          "userId",
          userId,
          "at",
          at,
          "calendarId",
          calendarId,
          "missedSince",
          missedSince);
    }
  }

  /**
   * Google lists the calendar and refuses its events: what is known of them may be out of date. An
   * observation of the worker's, repeated at each look (every six hours). Its version, that of the
   * last message about the calendar, is no reason to drop it: of this and {@link
   * CalendarAccessRegained} the one with the later {@link #at} counts, until the account is
   * connected anew or the calendar is removed.
   *
   * @param reason as Google gives it
   */
  record CalendarAccessLost(
      AccountId accountId,
      UserId userId,
      long version,
      Instant at,
      CalendarId calendarId,
      String reason)
      implements OfAccount {
    public CalendarAccessLost {
      Required.fields(
          "accountId",
          accountId,
          "userId",
          userId,
          "at",
          at,
          "calendarId",
          calendarId,
          "reason",
          reason);
    }
  }

  /** Google gives the calendar's events again, and they are up to date; an observation, too. */
  record CalendarAccessRegained(
      AccountId accountId, UserId userId, long version, Instant at, CalendarId calendarId)
      implements OfAccount {
    public CalendarAccessRegained {
      Required.fields("accountId", accountId, "userId", userId, "at", at, "calendarId", calendarId);
    }
  }
}
