package dev.calsync.simulation;

import dev.calsync.channel.grant.EndedGrants;
import dev.calsync.channel.watch.WatchDoor;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.google.SimulatedGoogle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many calendars that are watched for months, by managers that are killed, at a Google that often
 * fails. There is nobody else: no worker, no reader.
 */
final class LongWatch {
  private static final Instant BEGINNING = Instant.parse("2026-03-02T08:00:00Z");

  /** As many as its permits, as often as its loop looks where there is nothing to do. */
  private static final int AT_ONCE = 8;

  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofHours(6);
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(6);
  private static final int KEPT_LINES = 10_000;

  /** One call in five fails: lost on its way, answered with 503, or done and never answered. */
  private static final Swarm TROUBLE =
      new Swarm(
          Swarm.NONE.push(),
          new Swarm.Google(0.05, 0.05, 0.11, 0, 0, 0),
          Swarm.NONE.kafka(),
          Swarm.NONE.database(),
          Swarm.NONE.machines(),
          false,
          Swarm.NONE.manners(),
          Swarm.NONE.losses());

  private final JsonMapper json = JsonMapper.shared();
  private final VirtualDatabase database;
  private final ChannelRows rows;
  private final Schedule schedule;
  private final Weather weather;
  private final Chance chance;
  private final RandomGenerator random;
  private final SimulatedGoogle google;
  private final GoogleFront front;
  private final Cover cover = new Cover();
  private final Map<String, CalendarId> calendars = new HashMap<>();
  private final Map<String, CalendarId> lists = new HashMap<>();
  private final Map<String, Channel> living = new HashMap<>();
  private final Map<Life, WatchDoor> doors = new HashMap<>();
  private int killed;
  private final Machine always = new Machine("channel-manager-0", this::boot);
  private final Machine second = new Machine("channel-manager-1", this::boot);

  LongWatch(long seed, int count, VirtualDatabase database) throws SQLException {
    this.database = database;
    this.rows = new ChannelRows(database);
    this.chance = new Chance(seed);
    this.random = chance.of("long watch");
    this.schedule = new Schedule(BEGINNING, chance.of("schedule"));
    var trace = new Trace(schedule::now, KEPT_LINES);
    this.weather = new Weather(schedule, database, trace, TROUBLE);
    this.google =
        new SimulatedGoogle(
            schedule.clock(), chance.of("google"), Duration.ofDays(7), push -> sent(push));
    this.front = new GoogleFront(google, new CallRules(TROUBLE, false), this::stop, trace);
    Cast cast = Cast.of(google.administration(), count, random);
    cast.seats().forEach(seat -> calendars.put(seat.googleId(), seat.calendar()));
    cast.signIn(database.at(BEGINNING));
    lists.putAll(cast.haveListsWatched(database.at(BEGINNING), random));
  }

  /** Two managers for a half of the time, one before and after; each is killed now and then. */
  void lasts(Duration time, int kills) throws SQLException {
    always.start();
    schedule.after(time.dividedBy(4), second::start);
    schedule.after(time.multipliedBy(3).dividedBy(4), () -> second.life().end());
    for (int i = 0; i < kills; i++) {
      schedule.after(
          Chance.between(random, Duration.ZERO, time.minus(LONGEST_ABSENCE.multipliedBy(2))),
          this::kill);
    }
    for (Instant look = BEGINNING; look.isBefore(BEGINNING.plus(time)); look = look.plus(LOOK)) {
      schedule.run(look.plus(LOOK), () -> false);
      cover.look(google.administration().channels(), rows.inUse(schedule.now()), schedule.now());
      rows.clean(schedule.now());
    }
  }

  Cover cover() {
    return cover;
  }

  /** How often a manager that ran was killed. */
  int killed() {
    return killed;
  }

  /** How many calendars and lists of calendars there are to be watched. */
  int watchable() {
    return calendars.size() + lists.size();
  }

  Instant now() {
    return schedule.now();
  }

  private void boot(Life life) {
    var around = new Surroundings(life, weather, chance.of(life.name()));
    var source = new DatabasePort(database, around, _ -> {}, sql -> sql);
    List<Object> given = ServiceParts.database(source, new SimpleMeterRegistry());
    given.add(EndedGrants.NONE);
    Parts parts =
        ServiceParts.channelManager(
            around,
            given,
            new GoogleWire(around, front, new Plant(Bug.NONE)),
            schedule.clock(),
            _ -> {});
    WatchDoor watches = parts.make(WatchDoor.class);
    doors.put(life, watches);
    schedule.begin(life, Duration.ZERO, () -> work(life, around, watches));
  }

  private void work(Life life, Surroundings around, WatchDoor watches) {
    while (true) {
      List<Runnable> due = watches.due(AT_ONCE, around.now());
      due.forEach(step -> schedule.begin(life, Duration.ZERO, () -> survive(step)));
      Duration most = due.isEmpty() ? IDLE : BUSY;
      around.pause(most.dividedBy(2), most);
    }
  }

  /** As the manager's own threads do. */
  private static void survive(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException _) {
      // It is due again when its lease ends.
    }
  }

  /** One that runs; where none does, as soon as one does again. */
  private void kill() {
    List<Machine> running =
        Stream.of(always, second).filter(machine -> !machine.life().isOver()).toList();
    if (running.isEmpty()) {
      schedule.after(IDLE, this::kill);
      return;
    }
    Machine machine = running.get(random.nextInt(running.size()));
    doors.remove(machine.life());
    machine.life().end();
    killed++;
    schedule.after(Chance.between(random, QUICK, LONGEST_ABSENCE), machine::start);
  }

  private void stop(String email, Map<String, Object> channel) {
    @Nullable Channel ended = living.remove(String.valueOf(channel.get("id")));
    google.stopChannel(email, GoogleFront.CLIENT, channel);
    if (ended != null) {
      cover.ended(ended, schedule.now());
    }
  }

  /** All that is sent here are sync messages, one for each channel. */
  private void sent(Push push) {
    living.put(push.channel().id(), push.channel());
    cover.opened(push.channel(), schedule.now());
    cover.used(rows.inUse(calendar(push), schedule.now()).size());
    schedule.after(Chance.between(random, QUICK, BUSY), () -> deliver(push));
  }

  /** Kafka keeps it until a manager has taken it in. */
  private void deliver(Push push) {
    Machine machine = always.life().isOver() ? second : always;
    @Nullable WatchDoor door = machine.life().isOver() ? null : doors.get(machine.life());
    if (door == null) {
      schedule.after(IDLE, () -> deliver(push));
      return;
    }
    schedule.begin(
        machine.life(),
        Duration.ZERO,
        () -> {
          boolean taken = false;
          try {
            door.notifications(List.of(record(push)));
            taken = true;
          } catch (RuntimeException e) {
            if (!machine.life().isOver()) {
              throw e; // A death where a transaction begins looks like this; anything else is not.
            }
          } finally {
            if (!taken) {
              schedule.after(IDLE, () -> deliver(push));
            }
          }
        });
  }

  private ConsumerRecord<String, byte[]> record(Push push) {
    CalendarId calendar = calendar(push);
    var notification =
        new Notification(
            calendar,
            ChannelId.of(push.channel().id()),
            push.state(),
            push.number(),
            schedule.now(),
            push.channel().resourceId());
    return new ConsumerRecord<>(
        Topics.NOTIFICATIONS, 0, 0, calendar.toString(), json.writeValueAsBytes(notification));
  }

  private CalendarId calendar(Push push) {
    return Objects.requireNonNull(
        switch (push.channel().resource()) {
          case Resource.EventsOf(String id) -> calendars.get(id);
          case Resource.CalendarListOf(String email) -> lists.get(email);
        });
  }

  /** Ends what still goes on. */
  void close() {
    schedule.close();
  }
}
