package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.ChannelBehaviour;
import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;

/** How the simulated Google behaves; may be changed while it runs. */
public record Behaviour(Reading reading, Writing writing, Quota quota, ChannelBehaviour channels) {

  /** Google's best manners. */
  public static Behaviour usual(Duration longestChannel) {
    return new Behaviour(
        Reading.USUAL, Writing.USUAL, Quota.NONE, ChannelBehaviour.usual(longestChannel));
  }

  public Behaviour with(Reading other) {
    return new Behaviour(other, writing, quota, channels);
  }

  public Behaviour with(Writing other) {
    return new Behaviour(reading, other, quota, channels);
  }

  public Behaviour with(Quota other) {
    return new Behaviour(reading, writing, other, channels);
  }

  public Behaviour with(ChannelBehaviour other) {
    return new Behaviour(reading, writing, quota, other);
  }

  /**
   * Lists (infra/docs/google-calendar.md §7.1 to §7.4, §7.15). Shares are of 0 to 1.
   *
   * @param shortPages pages with fewer events than there are
   * @param emptyPages pages without any; never two in a row, so a walk ends
   * @param repeatedPages pages after which the same page comes again
   * @param lostSyncTokens last pages without a sync token
   * @param tombstonesWithDetails whether deltas tell more of the deleted than the id
   * @param deadTokensAs400 dead sync tokens that are called invalid instead of gone
   * @param late changes that lists do not show at once, though the message goes out at once
   * @param lag for how long they do not; what comes after them is hidden as long
   */
  public record Reading(
      double shortPages,
      double emptyPages,
      double repeatedPages,
      double lostSyncTokens,
      boolean tombstonesWithDetails,
      double deadTokensAs400,
      double late,
      Duration lag) {
    public static final Reading USUAL = new Reading(0, 0, 0, 0, false, 0, 0, Duration.ZERO);

    public Reading {
      shares(shortPages, emptyPages, repeatedPages, lostSyncTokens, deadTokensAs400, late);
      if (repeatedPages == 1 || lag.isNegative()) {
        throw GoogleError.invalid("repeatedPages (expected: below 1), lag (expected: 0 or more)");
      }
    }

    /** Short and empty pages in these shares. */
    public static Reading pages(double shortPages, double emptyPages) {
      return new Reading(shortPages, emptyPages, 0, 0, false, 0, 0, Duration.ZERO);
    }

    /** This share of changes is announced so long before it can be read. */
    public static Reading late(double share, Duration lag) {
      return new Reading(0, 0, 0, 0, false, 0, share, lag);
    }
  }

  /**
   * Writes of events (infra/docs/google-calendar.md §4.1).
   *
   * @param perCalendarPerMinute more in one calendar are refused; 0 = no limit
   */
  public record Writing(int perCalendarPerMinute) {
    public static final Writing USUAL = new Writing(0);

    public Writing {
      limit(perCalendarPerMinute);
    }
  }

  /**
   * How many calls a minute (infra/docs/google-calendar.md §4.1; Google's own numbers are 10,000
   * and 600), in units of which a patch takes three. 0 = no limit.
   *
   * @param as429 the share of refusals that are 429 and not 403
   */
  public record Quota(int perProjectPerMinute, int perUserPerMinute, double as429) {
    public static final Quota NONE = new Quota(0, 0, 0.5);
    public static final Quota GOOGLES = new Quota(10_000, 600, 0.5);

    public Quota {
      limit(perProjectPerMinute);
      limit(perUserPerMinute);
      shares(as429);
    }
  }

  private static void limit(int limit) {
    if (limit < 0) {
      throw GoogleError.invalid("limit: " + limit + " (expected: 0 or more)");
    }
  }

  private static void shares(double... shares) {
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) {
        throw GoogleError.invalid("share: " + share + " (expected: 0 to 1)");
      }
    }
  }
}
