package dev.calsync.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What befalls machines: once a second chance looks whether it is time for something. */
final class Misfortune {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Longer than a lease, so that somebody else takes over. */
  private static final Duration COMA = Duration.ofMinutes(2);

  private static final List<Moment> DEADLY =
      List.of(Moment.COMMITTED, Moment.ANSWERED, Moment.KEPT, Moment.OPENED);
  private static final List<Moment> NUMBING = List.of(Moment.COMMITTED, Moment.ANSWERED);

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
      befall("killed", DEADLY, this::kill, this::kill);
    }
    if (strikes(swarm.machines().freezes())) {
      befall("frozen", NUMBING, this::freeze, this::leaveInComa);
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

  /** Anybody at any time, or, more often, the next one to come to one of these moments. */
  private void befall(
      String what,
      List<Moment> moments,
      Consumer<Machine> atAnyTime,
      Consumer<Machine> atThatMoment) {
    if (random.nextInt(3) == 0) {
      atAnyTime.accept(any());
      return;
    }
    Moment moment = moments.get(random.nextInt(moments.size()));
    weather
        .ambush()
        .lay(
            moment,
            life ->
                machines.stream()
                    .filter(machine -> machine.life().equals(life))
                    .forEach(machine -> {
                      trace.note(what + " " + moment, life);
                      atThatMoment.accept(machine);
                    }));
  }

  private void kill(Machine machine) {
    if (!machine.life().isOver()) {
      trace.note("kill", machine.life());
      machine.life().end();
      weather.schedule().after(Chance.between(random, SHORT, LONG), machine::start);
    }
  }

  private void freeze(Machine machine) {
    freeze(machine, Chance.between(random, SHORT, random.nextBoolean() ? LONG : COMA));
  }

  private void leaveInComa(Machine machine) {
    freeze(machine, Chance.between(random, LEASE, COMA));
  }

  private void freeze(Machine machine, Duration time) {
    trace.note("freeze", machine.life());
    machine.life().freezeUntil(weather.schedule().now().plus(time));
  }

  private Machine any() {
    return machines.get(random.nextInt(machines.size()));
  }

  private boolean strikes(double perMinute) {
    return Chance.happens(random, perMinute / 60);
  }
}
