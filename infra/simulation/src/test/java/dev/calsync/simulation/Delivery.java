package dev.calsync.simulation;

import dev.calsync.ingress.WebhookDoor;
import dev.calsync.simulator.channel.Push;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Google's messenger: messages get lost, doubled and late, and are tried again after a 503. */
final class Delivery {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(64);

  private final Schedule schedule;
  private final Weather weather;
  private final RandomGenerator random;
  private final Machine ingress;
  private final Map<Life, WebhookDoor> doors = new HashMap<>();
  private final Set<String> kept = new HashSet<>();
  private final Trace trace;

  Delivery(Weather weather, RandomGenerator random, Machine ingress, Trace trace) {
    this.schedule = weather.schedule();
    this.weather = weather;
    this.random = random;
    this.ingress = ingress;
    this.trace = trace;
  }

  /** A life of the webhook begins. */
  void opened(Life life, WebhookDoor door) {
    doors.put(life, door);
  }

  /** Kafka has kept the notification of this channel with this number. */
  void kept(String channel, long number) {
    kept.add(channel + " " + number);
  }

  void send(Push push) {
    Swarm.Push faults = weather.swarm().push();
    if (Chance.happens(random, faults.dropped())) {
      return;
    }
    int copies = Chance.happens(random, faults.repeated()) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      Duration delay = Chance.between(random, Duration.ZERO, faults.longestDelay());
      schedule.after(delay, () -> attempt(push, FIRST_RETRY));
    }
  }

  private void attempt(Push push, Duration pause) {
    Life life = ingress.life();
    if (life.isOver()) {
      later(push, pause);
      return;
    }
    if (life.isFrozenAt(schedule.now())) {
      // It waits for an answer, from whichever life is there then: this one may be killed first.
      Duration wait = Duration.between(schedule.now(), life.frozenUntil());
      schedule.after(wait, () -> attempt(push, pause));
      return;
    }
    schedule.begin(
        life,
        Duration.ZERO,
        () -> {
          boolean settled = false;
          try {
            settled = isSettled(push, door(life).push(push.headers()));
          } finally {
            if (!settled) {
              later(push, pause);
            }
          }
        });
  }

  /** Only what would be the same a moment later is not tried again. */
  private boolean isSettled(Push push, int status) {
    trace.note("push", push.number(), status);
    String message = push.channel().id() + " " + push.number();
    if (status < 300 && !kept.contains(message)) {
      throw new Violation("push " + message + " was answered " + status + " and is not in Kafka");
    }
    return status < 500;
  }

  private void later(Push push, Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    schedule.after(
        pause.plus(Chance.between(random, Duration.ZERO, FIRST_RETRY)), () -> attempt(push, next));
  }

  private WebhookDoor door(Life life) {
    WebhookDoor door = doors.get(life);
    if (door == null) {
      throw new IllegalStateException(life + " has no webhook");
    }
    return door;
  }
}
