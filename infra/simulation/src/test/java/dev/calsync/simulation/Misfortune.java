package dev.calsync.simulation;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What befalls machines: once a second chance looks whether it is time for something. */
final class Misfortune {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Longer than a lease, so that somebody else takes over. */
  private static final Duration COMA = Duration.ofMinutes(2);

  private final Weather weather;
  private final List<Machine> machines;
  private final RandomGenerator random;
  private final Trace trace;

  Misfortune(Weather weather, List<Machine> machines, RandomGenerator random, Trace trace) {
    this.weather = weather;
    this.machines = machines;
    this.random = random;
    this.trace = trace;
  }

  /** One second's share of it. */
  void look() {
    Swarm swarm = weather.swarm();
    if (strikes(swarm.machines().kills())) {
      kill(any());
    }
    if (strikes(swarm.machines().freezes())) {
      freeze(any());
    }
    if (strikes(swarm.database().outages())) {
      trace.note("the database goes down");
      weather.databaseGoesDown(Chance.between(random, SHORT, LONG));
    }
    if (strikes(swarm.kafka().outages())) {
      trace.note("Kafka goes down");
      weather.kafkaGoesDown(Chance.between(random, SHORT, LONG));
    }
  }

  private void kill(Machine machine) {
    if (!machine.life().isOver()) {
      trace.note("kill", machine.life());
      machine.life().end();
      weather.schedule().after(Chance.between(random, SHORT, LONG), machine::start);
    }
  }

  private void freeze(Machine machine) {
    trace.note("freeze", machine.life());
    Duration time = Chance.between(random, SHORT, random.nextBoolean() ? LONG : COMA);
    machine.life().freezeUntil(weather.schedule().now().plus(time));
  }

  private Machine any() {
    return machines.get(random.nextInt(machines.size()));
  }

  private boolean strikes(double perMinute) {
    return Chance.happens(random, perMinute / 60);
  }
}
