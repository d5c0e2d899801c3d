package dev.calsync.channel.watch;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.Watched;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.loop.DueWork;
import dev.calsync.channel.loop.Loops;
import dev.calsync.channel.watch.Channels.Life;
import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.channel.watch.WatchPlan.Discard;
import dev.calsync.channel.watch.WatchPlan.Open;
import dev.calsync.channel.watch.WatchPlan.Replace;
import dev.calsync.channel.watch.WatchPlan.Rest;
import dev.calsync.channel.watch.WatchPlan.Stop;
import dev.calsync.channel.watch.WatchPlan.Suspect;
import dev.calsync.channel.watch.WatchPlan.Wait;
import dev.calsync.channel.watch.WatchedCalendars.Claimed;
import dev.calsync.model.AccountId;
import dev.calsync.model.ChannelId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries out what {@link WatchPlan} decides, one step of one calendar at a time. */
@Component
public final class Watches {
  private static final Logger log = LoggerFactory.getLogger(Watches.class);

  private final WatchedCalendars calendars;
  private final Channels channels;
  private final SilentChannels silentChannels;
  private final GoogleWatch google;
  private final Announcer announcer;
  private final MeterRegistry meters;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration ttl;
  private final @Nullable URI address;
  private final DueWork<Claimed> due;

  Watches(
      WatchedCalendars calendars,
      Channels channels,
      SilentChannels silentChannels,
      GoogleWatch google,
      Announcer announcer,
      WatchSettings settings,
      Pace pace,
      Engine engine) {
    this.calendars = calendars;
    this.channels = channels;
    this.silentChannels = silentChannels;
    this.google = google;
    this.announcer = announcer;
    this.meters = engine.meters();
    this.clock = engine.clock();
    this.random = engine.random();
    this.ttl = settings.watch().ttl();
    this.address = settings.webhookUrl();
    if (address == null) {
      log.info("calsync.webhook-url is not set: no watch channels, every calendar is polled");
    }
    this.due =
        new DueWork<>(
            engine.loops(),
            "watches",
            settings.watch().permits(),
            limit -> calendars.claim(Math.min(limit, pace.free()), clock.instant(), isReachable()),
            this::take);
  }

  /** A calendar is due. */
  public void wake() {
    due.wake();
  }

  /** Whether Google has an address of ours to call; if not, every calendar is polled. */
  public boolean isReachable() {
    return address != null;
  }

  @PreDestroy
  void close() {
    due.close();
  }

  /** One step for one calendar. */
  void take(Claimed claimed) {
    List<Channel> live = channels.live(claimed.calendar());
    Instant now = clock.instant();
    @Nullable Instant next =
        switch (WatchPlan.next(claimed.wish(), live, now)) {
          case Open _, Replace _ -> open(claimed, now);
          case Suspect(var silent) -> suspect(claimed, silent, now);
          case Stop(var channel) -> stop(claimed, channel, now);
          case Discard(var channel, var why) -> discard(claimed, channel, why, now);
          case Wait(var until) -> until;
          case Rest _ -> null;
        };
    calendars.release(claimed, WatchPlan.noLaterThanAnEnd(next, live, now));
  }

  private @Nullable Instant open(Claimed claimed, Instant now) {
    var channel = ChannelId.drawnFrom(random);
    channels.opening(channel, claimed.calendar(), claimed.account(), String.valueOf(address), now);
    try {
      Watched watched =
          google.open(channel, claimed.account(), claimed.calendar(), claimed.resource(), now);
      if (!channels.activate(
          channel, claimed.calendar(), watched.resourceId(), life(watched, now))) {
        channels.stray(channel, watched.resourceId(), now, "somebody else was faster");
      }
    } catch (GoogleFault e) {
      return failed(claimed, channel, e);
    }
    count("opened");
    announcer.wake();
    return now;
  }

  /**
   * Renewed at a random point of the life that Google gave, so that renewals never come in a storm.
   */
  private Life life(Watched watched, Instant now) {
    Instant end = watched.expiration() == null ? now.plus(ttl) : watched.expiration();
    double share = random.nextDouble(0.5, 0.8);
    return new Life(end, now.plusMillis((long) (Duration.between(now, end).toMillis() * share)));
  }

  private @Nullable Instant failed(Claimed claimed, ChannelId channel, GoogleFault e) {
    String error = String.valueOf(e.getMessage());
    channels.failed(channel, clock.instant(), error);
    switch (e.kind()) {
      case NOT_WATCHABLE -> {
        calendars.notWatchable(claimed, error);
        announcer.wake();
      }
      case ADDRESS_REFUSED -> {
        calendars.failed(claimed, error);
        log.error(
            "Google refuses to call calsync.webhook-url ({}): calendars are polled until this is put"
                + " right",
            error);
      }
      case NO_GRANT -> log.info("calendar {} waits for a grant: {}", claimed.calendar(), error);
      case UNAUTHORIZED, NOT_FOUND, FORBIDDEN, RATE_LIMITED, TRANSIENT -> {
        calendars.failed(claimed, error);
        log.warn("could not watch calendar {}: {}", claimed.calendar(), error);
      }
    }
    count(e.kind().name().toLowerCase(Locale.ROOT));
    Duration wait = Backoff.after(e.kind(), e.retryAfter(), claimed.wish().attempts(), random);
    // From the answer on, not from the question: Google's wish to wait begins with it.
    return wait == null ? null : clock.instant().plus(wait);
  }

  private Instant suspect(Claimed claimed, Channel silent, Instant now) {
    if (!silentChannels.unconfirmed(silent, claimed.calendar(), now)) {
      return now; // It delivers after all.
    }
    log.warn(
        "channel {} of calendar {} has not delivered since {}: it is replaced",
        silent.id(),
        claimed.calendar(),
        silent.createdAt());
    count("suspect");
    announcer.wake();
    return now;
  }

  private Instant stop(Claimed claimed, Channel channel, Instant now) {
    stop(claimed.account(), channel, now);
    calendars.notWatched(claimed.calendar());
    announcer.wake();
    return now;
  }

  private Instant discard(Claimed claimed, Channel channel, String why, Instant now) {
    channels.failed(channel.id(), now, why);
    calendars.notWatched(claimed.calendar());
    announcer.wake();
    int failures = claimed.wish().attempts();
    boolean mayWait = failures > 0 && channels.live(claimed.calendar()).isEmpty();
    return !mayWait ? now : now.plus(Backoff.afterFailures(failures, random));
  }

  /** Forgets what is long over about an account's channels. */
  public void forgetOld(AccountId account) {
    channels.forgetOld(account, clock.instant());
  }

  /** Whether a calendar of an account is worked on, so that one more channel may come of it. */
  public boolean isAtWorkFor(AccountId account) {
    return calendars.isAnyTaken(account, clock.instant());
  }

  /**
   * Ends all channels of an account: before its grant is given back, without which none can be;
   * false if trying again may end more of them.
   */
  public boolean stopAll(AccountId account) {
    boolean ended = true;
    for (Channel channel : channels.live(account)) {
      GoogleFault.Kind why = stop(account, channel, clock.instant());
      if (why == GoogleFault.Kind.RATE_LIMITED) {
        return false; // So would the others be.
      }
      ended &= why == null || !Backoff.isPassing(why);
    }
    return ended;
  }

  /** One that cannot be ended now goes on as a stray; tells why, if so. */
  private GoogleFault.@Nullable Kind stop(AccountId account, Channel channel, Instant now) {
    String resource = channel.resourceId();
    if (resource != null) {
      try {
        google.stop(account, channel.id(), resource);
      } catch (GoogleFault e) {
        Duration wait = Backoff.afterStop(e.kind(), e.retryAfter(), random);
        log.info("{} was not stopped, next try in {}: {}", channel.id(), wait, e.getMessage());
        channels.stray(
            channel.id(), resource, clock.instant().plus(wait), "stop: " + e.getMessage());
        count("not_stopped");
        return e.kind();
      }
    }
    channels.stopped(channel.id(), now);
    count("stopped");
    return null;
  }

  private void count(String outcome) {
    meters.counter("calsync.watch.steps", "outcome", outcome).increment();
  }

  /** What keeps it going. */
  @Component
  record Engine(Loops loops, MeterRegistry meters, Clock clock, RandomGenerator random) {}
}
