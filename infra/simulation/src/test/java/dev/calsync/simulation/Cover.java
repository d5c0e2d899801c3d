package dev.calsync.simulation;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which channels live at Google, seen from there: for how long a calendar had none, and strays. */
final class Cover {
  private final Map<Place, Channels> places = new LinkedHashMap<>();
  private final Map<String, Instant> straySince = new HashMap<>();
  private Duration oldestStray = Duration.ZERO;
  private int mostInUse;
  private long opened;
  private long ended;

  /** Somebody's view of a resource. */
  private record Place(String email, Resource resource) {}

  /** Google has opened a channel, whether its opener ever hears of it or not. */
  void opened(Channel channel, Instant now) {
    opened++;
    places
        .computeIfAbsent(new Place(channel.email(), channel.resource()), _ -> new Channels())
        .open(channel, now);
  }

  /** Google has been told to end a channel, and delivers nothing through it from then on. */
  void ended(Channel channel, Instant at) {
    ended++;
    Channels channels = places.get(new Place(channel.email(), channel.resource()));
    if (channels != null) {
      channels.end(channel.id(), at);
    }
  }

  /**
   * Looks which of the living channels are of use to nobody.
   *
   * @param inUse the ids of those that are in use
   */
  void look(Collection<Channel> living, Set<String> inUse, Instant now) {
    places.values().forEach(channels -> channels.count(now));
    straySince.keySet().retainAll(living.stream().map(Channel::id).toList());
    for (Channel channel : living) {
      if (inUse.contains(channel.id())) {
        straySince.remove(channel.id());
      } else {
        Instant since = straySince.computeIfAbsent(channel.id(), _ -> now);
        oldestStray =
            Stream.of(oldestStray, Duration.between(since, now))
                .max(Duration::compareTo)
                .orElseThrow();
      }
    }
  }

  /** So many channels of one calendar are in use. */
  void used(int channels) {
    mostInUse = Math.max(mostInUse, channels);
  }

  /** For how long, all together, calendars that had a channel once had none. */
  Duration uncovered(Instant now) {
    return places.values().stream()
        .map(channels -> channels.uncovered(now))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** How many calendars ever had one. */
  int calendars() {
    return places.size();
  }

  Duration oldestStray() {
    return oldestStray;
  }

  /** The most channels in use on one calendar at once. */
  int mostInUse() {
    return mostInUse;
  }

  /** The most channels alive at Google for one calendar at once, strays included. */
  int mostAlive() {
    return places.values().stream().mapToInt(channels -> channels.most).max().orElse(0);
  }

  /** For how long, at the longest, more than two of one calendar were alive there. */
  Duration longestCrowd() {
    return places.values().stream()
        .map(channels -> channels.longestCrowd)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  @Override
  public String toString() {
    return "%d channels opened, %d ended".formatted(opened, ended);
  }

  /** The channels of one place. */
  private static final class Channels {
    private final Map<String, Instant> ends = new HashMap<>();
    private @Nullable Instant until;
    private Duration uncovered = Duration.ZERO;
    private int most;
    private @Nullable Instant crowdedSince;
    private Duration longestCrowd = Duration.ZERO;

    void open(Channel channel, Instant now) {
      uncovered = uncovered(now);
      ends.values().removeIf(end -> !end.isAfter(now));
      ends.put(channel.id(), channel.expiration());
      until = lastEnd(now);
      count(now);
    }

    void end(String channel, Instant at) {
      ends.put(channel, at);
      until = lastEnd(at);
      count(at);
    }

    /** How many are alive; two are as it should be. */
    void count(Instant now) {
      int alive = (int) ends.values().stream().filter(end -> end.isAfter(now)).count();
      most = Math.max(most, alive);
      Instant since = crowdedSince == null ? now : crowdedSince;
      if (alive > 2 || crowdedSince != null) {
        longestCrowd =
            Stream.of(longestCrowd, Duration.between(since, now))
                .max(Duration::compareTo)
                .orElseThrow();
      }
      crowdedSince = alive > 2 ? since : null;
    }

    Duration uncovered(Instant now) {
      return until == null || !now.isAfter(until)
          ? uncovered
          : uncovered.plus(Duration.between(until, now));
    }

    private Instant lastEnd(Instant otherwise) {
      return List.copyOf(ends.values()).stream().max(Instant::compareTo).orElse(otherwise);
    }
  }
}
