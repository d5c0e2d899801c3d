package dev.calsync.simulation;

import java.time.Duration;
import java.time.Instant;

/** What all processes of a run share: time, the database, and what is down just now. */
final class Weather {
  private final Schedule schedule;
  private final VirtualDatabase database;
  private final Trace trace;
  private final Swarm first;
  private final Ambush ambush = new Ambush();
  private Swarm swarm;
  private Instant databaseDownUntil = Instant.MIN;
  private Instant kafkaDownUntil = Instant.MIN;

  Weather(Schedule schedule, VirtualDatabase database, Trace trace, Swarm swarm) {
    this.schedule = schedule;
    this.database = database;
    this.trace = trace;
    this.first = swarm;
    this.swarm = swarm;
  }

  Schedule schedule() {
    return schedule;
  }

  VirtualDatabase database() {
    return database;
  }

  Trace trace() {
    return trace;
  }

  Swarm swarm() {
    return swarm;
  }

  /** What this run had in store at its beginning. */
  Swarm first() {
    return first;
  }

  /** What lies in wait. */
  Ambush ambush() {
    return ambush;
  }

  /** From now on nothing goes wrong any more. */
  void clear() {
    ambush.lift();
    swarm = Swarm.NONE;
    databaseDownUntil = Instant.MIN;
    kafkaDownUntil = Instant.MIN;
  }

  /** From now on this goes wrong. */
  void becomes(Swarm other) {
    swarm = other;
  }

  void databaseGoesDown(Duration time) {
    databaseDownUntil = schedule.now().plus(time);
  }

  void kafkaGoesDown(Duration time) {
    kafkaDownUntil = schedule.now().plus(time);
  }

  boolean isDatabaseDown() {
    return schedule.now().isBefore(databaseDownUntil);
  }

  boolean isKafkaDown() {
    return schedule.now().isBefore(kafkaDownUntil);
  }
}
