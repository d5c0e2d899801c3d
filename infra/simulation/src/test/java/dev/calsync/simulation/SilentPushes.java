package dev.calsync.simulation;

import dev.calsync.simulator.channel.Channel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Calendars that change all day long, at a Google whose pushes fail silently: how long each change
 * is on its way, and what becomes of the channels. Nothing else goes wrong.
 */
final class SilentPushes implements AutoCloseable {
  /** What the documents promise (operating.md, guarantees.md), for the worker's defaults. */
  static final Duration WATCHED_POLL = Duration.ofHours(6).multipliedBy(5).dividedBy(4);

  static final Duration UNWATCHED_POLL = Duration.ofMinutes(5).multipliedBy(5).dividedBy(4);
  static final Duration SLACK = Duration.ofMinutes(2);

  /** Six times more seldom: a turn begins up to a minute after it is due. */
  private static final int CALM = 6;

  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Swarm WELL = Swarm.NONE.ofLongChannels();

  private final World world;
  private final Connection database;
  private final VirtualDatabase given;
  private final RandomGenerator random;
  private final Journeys journeys = new Journeys();
  private final Map<Seat, Instant> firstUntold = new HashMap<>();
  private boolean pushesFail;
  private int changes;

  SilentPushes(long seed, int calendars, VirtualDatabase database) throws SQLException {
    var chance = new Chance(seed);
    this.given = database;
    this.database = database.connection();
    this.random = chance.of("changes");
    var scene =
        new Scene(
            WELL, google -> Cast.of(google, calendars, chance.of("cast")), Map.of(), false, CALM);
    this.world = new World(chance, scene, new Plant(Bug.NONE), database);
    world.begin();
    world.fleet().machines().stream()
        .filter(machine -> machine.name().startsWith("notifier"))
        .forEach(machine -> machine.life().end()); // Nobody looks at a page here.
  }

  /** Each calendar changes once an hour, at any time of it. */
  void passes(Duration time) {
    Instant end = world.schedule().now().plus(time);
    while (world.schedule().now().isBefore(end)) {
      everyCalendarChangesWithin(Duration.ofHours(1));
    }
  }

  /** Once each, at any time of it. */
  void everyCalendarChangesWithin(Duration time) {
    for (Seat seat : world.cast().seats()) {
      world.schedule().after(Chance.between(random, Duration.ZERO, time), () -> change(seat));
    }
    nobodyChangesAnything(time);
  }

  /** Time passes, and what is on its way arrives. */
  void nobodyChangesAnything(Duration time) {
    Instant end = world.schedule().now().plus(time);
    while (world.schedule().now().isBefore(end)) {
      world.schedule().run(world.schedule().now().plus(LOOK), () -> false);
      journeys.look(world.ledger(), world.schedule().now());
    }
  }

  /** All channels that live fall silent; those that are opened later deliver. */
  Set<String> channelsFallSilent() {
    pushesFail = true;
    Set<String> silent = new HashSet<>();
    for (Channel channel : List.copyOf(world.google().administration().channels())) {
      world.google().administration().silence(channel.id(), true);
      silent.add(channel.id());
    }
    return silent;
  }

  /** No push arrives any more, through whichever channel. */
  void pushesEnd() {
    pushesFail = true;
    world.weather().becomes(WELL.losingPushes(1));
  }

  /** Of all pushes this share is lost, at random. */
  void pushesGetLost(double share) {
    world.weather().becomes(WELL.losingPushes(share));
  }

  void pushesReturn() {
    pushesFail = false;
    world.weather().becomes(WELL);
  }

  private void change(Seat seat) {
    Instant now = world.schedule().now();
    String event = "e%05d".formatted(++changes);
    world
        .google()
        .events()
        .insert(
            seat.person().email(),
            seat.googleId(),
            Map.of(
                "id",
                event,
                "summary",
                event,
                "start",
                Map.of("dateTime", now.plusSeconds(3600).toString()),
                "end",
                Map.of("dateTime", now.plusSeconds(7200).toString())));
    if (pushesFail) {
      firstUntold.putIfAbsent(seat, now);
    }
    journeys.begin(new Journeys.Change(seat, event, now, isWatched(seat)));
  }

  Journeys journeys() {
    return journeys;
  }

  int changes() {
    return changes;
  }

  /** How many calendars the worker relies on pushes for. */
  long watchedCalendars() {
    return world.cast().seats().stream().filter(this::isWatched).count();
  }

  private boolean isWatched(Seat seat) {
    return !rows("select watched_until from sync.calendar_sync where watched_until is not null"
            + " and calendar_id = '"
            + seat.calendar()
            + "'")
        .isEmpty();
  }

  /** How long after the first change that it did not tell each of these channels was suspect. */
  List<Duration> suspectAfter(Set<String> channels) {
    List<Duration> after = new ArrayList<>();
    for (Seat seat : world.cast().seats()) {
      Instant untold = firstUntold.getOrDefault(seat, world.schedule().now());
      rows("select suspect_at from channel.watch_channel where suspect_at is not null"
              + " and channel_id::text in ('"
              + String.join("', '", channels)
              + "') and calendar_id = '"
              + seat.calendar()
              + "'")
          .forEach(at -> after.add(Duration.between(untold, at)));
    }
    return after;
  }

  /** How long after a suspicion its channel's successor had delivered. */
  List<Duration> replacedAfter(Set<String> channels) {
    List<Duration> after = new ArrayList<>();
    for (String channel : channels) {
      String calendar =
          "(select calendar_id from channel.watch_channel where channel_id = '" + channel + "')";
      Instant suspect =
          rows("select suspect_at from channel.watch_channel where channel_id = '" + channel + "'")
              .getFirst();
      rows("select min(confirmed_at) from channel.watch_channel where state = 'ACTIVE'"
              + " and channel_id <> '"
              + channel
              + "' and calendar_id = "
              + calendar)
          .forEach(at -> after.add(Duration.between(suspect, at)));
    }
    return after;
  }

  /** Which of these channels still live at Google. */
  Set<String> alive(Set<String> channels) {
    Set<String> alive = new HashSet<>(channels);
    alive.retainAll(world.google().administration().channels().stream().map(Channel::id).toList());
    return alive;
  }

  private List<Instant> rows(String query) {
    try (var statement = database.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<Instant> times = new ArrayList<>();
      while (row.next()) {
        times.add(row.getTimestamp(1).toInstant());
      }
      return times;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    world.schedule().close();
    given.giveBack();
  }
}
