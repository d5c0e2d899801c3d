package dev.calsync.channel.watch;

import dev.calsync.model.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about the channels of one calendar. One step at a time: it is carried
 * out, the rows are read again, and this is asked again, until it says to wait. So a process that
 * dies between two steps leaves nothing that the next one does not put right.
 *
 * <p>A new channel opens before the old one closes: a push twice is harmless, a push never is not.
 */
final class WatchPlan {
  /** Google sends the sync message at once; one that is this late will not come. */
  static final Duration CONFIRM_WITHIN = Duration.ofMinutes(2);

  /**
   * Doubling the patience so often makes it 17 hours: no loop where pushes cannot arrive at all.
   */
  private static final int MOST_DOUBLINGS = 9;

  private WatchPlan() {}

  static Step next(Wish wish, List<Channel> channels, Instant now) {
    Optional<Step> repair = channels.stream().flatMap(channel -> repair(channel, now)).findFirst();
    if (repair.isPresent()) {
      return repair.get();
    }
    if (!wish.granted()) {
      return untilOneExpires(channels); // Nothing can be asked of Google before a new sign-in.
    }
    List<Channel> inUse = channels.stream().filter(c -> c.state() != State.STRAY).toList();
    boolean needed = wish.wanted() && wish.watchable();
    Step step = needed ? keepWatched(wish, inUse, now) : endFirst(inUse);
    @Nullable Channel active = in(inUse, State.ACTIVE);
    if (needed && (active == null || active.confirmedAt() == null)) {
      return step; // Until then a stray is better than nothing.
    }
    return channels.stream()
        .filter(c -> c.state() == State.STRAY)
        .min(Comparator.comparing(Channel::renewAt))
        .map(stray ->
            stray.renewAt().isAfter(now) ? noLaterThan(stray.renewAt(), step) : new Stop(stray))
        .orElse(step);
  }

  /** Then it is written off: nobody is to take it for one that delivers. */
  private static Step untilOneExpires(List<Channel> channels) {
    return ends(channels).min(Comparator.naturalOrder()).<Step>map(Wait::new).orElseGet(Rest::new);
  }

  /**
   * When the next step is due, however long a failure is waited out: that a channel has expired is
   * noted when it does.
   *
   * @param next null: not until something else makes it due
   */
  static @Nullable Instant noLaterThanAnEnd(
      @Nullable Instant next, List<Channel> channels, Instant now) {
    Stream<Instant> toCome = ends(channels).filter(end -> end.isAfter(now));
    return Stream.concat(Stream.ofNullable(next), toCome)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Stream<Instant> ends(List<Channel> channels) {
    return channels.stream().flatMap(channel -> Stream.ofNullable(channel.expiresAt()));
  }

  private static Step endFirst(List<Channel> channels) {
    return channels.isEmpty() ? new Rest() : new Stop(channels.getFirst());
  }

  private static Step noLaterThan(Instant time, Step step) {
    return switch (step) {
      case Rest _ -> new Wait(time);
      case Wait(var until) -> new Wait(earlier(time, until));
      case Open _, Replace _, Suspect _, Stop _, Discard _ -> step;
    };
  }

  /** What a crash or the passing of time left behind. */
  private static Stream<Step> repair(Channel channel, Instant now) {
    if (channel.state() == State.OPENING) {
      // Whoever opened it no longer holds the lease under which this is decided.
      return Stream.of(new Discard(channel, "was never answered"));
    }
    Instant end = channel.expiresAt();
    return end == null || end.isAfter(now)
        ? Stream.empty()
        : Stream.of(new Discard(channel, "expired"));
  }

  private static Step keepWatched(Wish wish, List<Channel> channels, Instant now) {
    @Nullable Channel active = in(channels, State.ACTIVE);
    @Nullable Channel retiring = in(channels, State.RETIRING);
    if (active == null) {
      return new Open();
    }
    if (retiring != null && (active.confirmedAt() != null || retiring.suspectAt() != null)) {
      return new Stop(retiring);
    }
    if (active.suspectAt() != null) {
      return retiring == null ? new Replace(active) : new Stop(active);
    }
    Instant renewAt = active.renewAt();
    if (active.confirmedAt() != null) {
      return now.isBefore(renewAt) ? new Wait(renewAt) : new Replace(active);
    }
    Instant patience = active.createdAt().plus(patience(wish.attempts()));
    if (!now.isBefore(patience)) {
      return new Suspect(active);
    }
    // Unconfirmed until its renewal is due: replaced like any other, if nothing has yet to retire.
    return !now.isBefore(renewAt) && retiring == null
        ? new Replace(active)
        : new Wait(earlier(patience, now.isBefore(renewAt) ? renewAt : patience));
  }

  static Duration patience(int attempts) {
    return CONFIRM_WITHIN.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static @Nullable Channel in(List<Channel> channels, State state) {
    return channels.stream().filter(channel -> channel.state() == state).findFirst().orElse(null);
  }

  /**
   * What is asked of a calendar's channels.
   *
   * @param wanted its owner wants it in sync, Google lists it, and we have an address to be called
   * @param granted its account's grant works
   * @param attempts failures in a row, counted down to none by the first push that arrives
   */
  record Wish(boolean wanted, boolean watchable, boolean granted, int attempts) {}

  /** Which part of its life a channel is in; stopped and failed ones are not spoken of here. */
  enum State {
    OPENING,
    ACTIVE,
    RETIRING,
    /** Of no use any more; Google may go on pushing through it until it is ended there. */
    STRAY
  }

  /**
   * A channel as its row stands.
   *
   * @param renewAt when it is to be replaced; of a stray, when it is to be ended
   * @param confirmedAt when its first push came
   * @param suspectAt since when it is believed to deliver nothing
   */
  record Channel(
      ChannelId id,
      State state,
      Instant createdAt,
      @Nullable Instant expiresAt,
      Instant renewAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant suspectAt,
      @Nullable String resourceId) {}

  /** The next thing to do. */
  sealed interface Step {}

  /** Open a channel; there is none. */
  record Open() implements Step {}

  /** Open a channel, after which the old one retires. */
  record Replace(Channel old) implements Step {}

  /** Say that this channel does not deliver. */
  record Suspect(Channel silent) implements Step {}

  /** End a channel at Google. */
  record Stop(Channel channel) implements Step {}

  /** Write a channel off: there is nothing to end at Google. */
  record Discard(Channel channel, String why) implements Step {}

  /** All is well until then. */
  record Wait(Instant until) implements Step {}

  /** Nothing to do until something changes. */
  record Rest() implements Step {}
}
