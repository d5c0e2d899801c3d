package dev.calsync.channel.watch;

import dev.calsync.channel.watch.Channels.Life;
import dev.calsync.channel.watch.WatchPlan.Discard;
import dev.calsync.channel.watch.WatchPlan.Open;
import dev.calsync.channel.watch.WatchPlan.Replace;
import dev.calsync.channel.watch.WatchPlan.Rest;
import dev.calsync.channel.watch.WatchPlan.Stop;
import dev.calsync.channel.watch.WatchPlan.Suspect;
import dev.calsync.channel.watch.WatchPlan.Wait;
import dev.calsync.channel.watch.WatchedCalendars.Claimed;
import dev.calsync.model.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Renews channels as a manager does, at a Google that answers at once: only its statements. */
public final class Renewing {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final Duration RENEWED_AFTER = Duration.ofDays(4);
  private static final int VISITS = 3;

  /** As fast as the database can. */
  private static final WatchSettings UNBOUNDED =
      new WatchSettings(
          null,
          new WatchSettings.Keys(null),
          new WatchSettings.Terms(LIFE, 8, 1_000_000, 1_000_000));

  private final WatchedCalendars calendars;
  private final Channels channels;
  private final Confirmations confirmations;
  private final RandomGenerator random;

  /** Over one database. */
  public Renewing(JdbcClient jdbc, TransactionTemplate transaction, RandomGenerator random) {
    this.calendars = new WatchedCalendars(jdbc, UNBOUNDED);
    this.channels = new Channels(jdbc, transaction);
    this.confirmations = new Confirmations(jdbc, transaction);
    this.random = random;
  }

  /** Claims so many calendars for a while. */
  public List<?> claim(int limit, Instant now) {
    return calendars.claim(limit, now, true);
  }

  /**
   * Claims so many calendars and renews their channels: three visits to each. A manager claims
   * before each visit, in a storm other calendars; those two claims more are not done here.
   */
  public void renew(int limit, Instant now) {
    for (Claimed claimed : calendars.claim(limit, now, true)) {
      for (int visit = 0; visit < VISITS; visit++) {
        step(claimed, now);
      }
    }
  }

  private void step(Claimed claimed, Instant now) {
    Instant next =
        switch (WatchPlan.next(claimed.wish(), channels.live(claimed.calendar()), now)) {
          case Open _, Replace _ -> open(claimed, now);
          case Stop(var channel) -> {
            channels.stopped(channel.id(), now);
            calendars.notWatched(claimed.calendar());
            yield now;
          }
          case Wait(var until) -> until;
          case Suspect _, Discard _, Rest _ ->
              throw new IllegalStateException(claimed + " is not as it was made");
        };
    calendars.release(claimed, next);
  }

  private Instant open(Claimed claimed, Instant now) {
    var channel = ChannelId.drawnFrom(random);
    channels.opening(channel, claimed.calendar(), claimed.account(), "https://example.com", now);
    channels.activate(
        channel, claimed.calendar(), "resource", new Life(now.plus(LIFE), now.plus(RENEWED_AFTER)));
    confirmations.confirm(Set.of(channel), now);
    return now;
  }
}
