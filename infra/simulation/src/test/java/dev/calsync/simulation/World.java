package dev.calsync.simulation;

import dev.calsync.model.CalendarId;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Notification;
import dev.calsync.model.Origin;
import dev.calsync.model.Topics;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** Everything there is in one run: simulated Google, Kafka, the database, and whoever acts. */
final class World {
  private static final Instant BEGINNING = Instant.parse("2026-03-02T08:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Chance chance;
  private final Scene scene;
  private final Schedule schedule;
  private final Trace trace;
  private final Weather weather;
  private final VirtualKafka kafka = new VirtualKafka(this::kept);
  private final Ledger ledger = new Ledger();
  private final Marks marks = new Marks();
  private final SimulatedGoogle google;
  private final GoogleFront front;
  private final Cast cast;
  private final Books books;
  private final ManagerDoors managers;
  private final TokenDesk desk;
  private final Map<String, ConsumerGroup> groups = new HashMap<>();
  private final Auditing auditing = new Auditing(this);
  private final Fleet fleet;
  private final Map<CalendarId, Instant> lastKept = new HashMap<>();

  World(Chance chance, Scene scene, Plant plant, VirtualDatabase database) {
    this.chance = chance;
    this.scene = scene;
    this.schedule = new Schedule(BEGINNING, chance.of("schedule"));
    this.trace = new Trace(schedule::now);
    this.weather = new Weather(schedule, database, trace, scene.swarm());
    this.google =
        new SimulatedGoogle(
            clock(),
            chance.of("google"),
            weather.first().manners().channelLife(),
            push -> fleet().delivery().send(push));
    google.behaviour(weather.first().manners().behaviour());
    this.cast = scene.cast().apply(google.administration());
    this.front =
        new GoogleFront(
            google,
            new CallRules(weather.first(), scene.audited()),
            new Coverage(google, database.connection())::stop,
            trace);
    this.managers = new ManagerDoors(chance.of("managers"));
    this.desk = new TokenDesk(managers);
    this.books = new Books(weather, google, cast.seats());
    this.fleet = new Fleet(this, plant);
  }

  /** As if everybody had just signed in. */
  void begin() throws SQLException {
    cast.signIn(weather.database().at(schedule.now()));
    fleet.machines().forEach(Machine::start);
  }

  /** From now on nothing goes wrong any more. */
  void clear() {
    weather.clear();
    google.behaviour(google.usualBehaviour());
  }

  Chance chance() {
    return chance;
  }

  Scene scene() {
    return scene;
  }

  Schedule schedule() {
    return schedule;
  }

  Trace trace() {
    return trace;
  }

  Weather weather() {
    return weather;
  }

  VirtualKafka kafka() {
    return kafka;
  }

  Ledger ledger() {
    return ledger;
  }

  Marks marks() {
    return marks;
  }

  SimulatedGoogle google() {
    return google;
  }

  GoogleFront front() {
    return front;
  }

  Cast cast() {
    return cast;
  }

  Books books() {
    return books;
  }

  ManagerDoors managers() {
    return managers;
  }

  TokenDesk desk() {
    return desk;
  }

  Auditing auditing() {
    return auditing;
  }

  Fleet fleet() {
    return fleet;
  }

  /** When Kafka last took a notification about this calendar. */
  Instant lastNotified(Seat seat) {
    return lastKept.getOrDefault(seat.calendar(), Instant.MIN);
  }

  ConsumerGroup group(String name) {
    return groups.computeIfAbsent(name, group -> new ConsumerGroup(group, kafka));
  }

  Surroundings around(Life life) {
    return new Surroundings(life, weather, chance.of(life.name()));
  }

  Map<String, String> workerSettings() {
    boolean tight = scene.swarm().tight();
    Map<String, String> settings = new TreeMap<>(scene.polling());
    if (!cast.allWatchable()) {
      settings.put("calsync.sync.poll-unwatched", Scene.OFTEN); // Nothing else tells of these.
    }
    settings.put("calsync.quota.project-per-minute", tight ? "" + CallRules.TIGHT : "10000");
    settings.put("calsync.quota.account-per-minute", tight ? "" + CallRules.TIGHT : "600");
    settings.put("calsync.quota.share", "1");
    settings.put("calsync.sync.event-bytes", People.TOO_LARGE + "B");
    settings.put("calsync.sync.page-size", tight ? "1" : "3");
    settings.put("calsync.google.api-url", "https://google.example/");
    settings.put("calsync.google.client-secret", "simulated");
    return settings;
  }

  Clock clock() {
    return schedule.clock();
  }

  private void kept(ConsumerRecord<String, byte[]> record) {
    trace.note("kept", record.topic(), record.key(), record.offset());
    ledger.read(record);
    switch (record.topic()) {
      case Topics.CHANGES -> changed(record);
      case Topics.LIFECYCLE -> announced(JSON.readValue(record.value(), Lifecycle.class));
      case Topics.NOTIFICATIONS -> notified(JSON.readValue(record.value(), Notification.class));
      default -> {}
    }
  }

  private void changed(ConsumerRecord<String, byte[]> record) {
    boolean polled =
        Ledger.header(record, CloudEventHeaders.ORIGIN).equals(Origin.POLL.published());
    if (polled && cast.seat(record.key()).filter(seat -> !seat.watchable()).isPresent()) {
      trace.note("polled, as Google does not push");
    }
  }

  private void announced(Lifecycle message) {
    if (message instanceof Lifecycle.AccountNeedsReauthorization) {
      trace.note("parked, as its grant ended");
    }
  }

  private void notified(Notification notification) {
    fleet.delivery().kept(notification.channelId().toString(), notification.messageNumber());
    lastKept.put(notification.calendarId(), schedule.now());
  }
}
