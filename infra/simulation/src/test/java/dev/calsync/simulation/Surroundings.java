package dev.calsync.simulation;

import dev.calsync.sync.quota.Quota;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What one life of a process meets wherever it touches the world outside. */
final class Surroundings {
  private static final double PAUSES = 0.1;
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);

  private static final int KNOWN_BY = 60;
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Life life;
  private final Weather weather;
  private final RandomGenerator random;

  Surroundings(Life life, Weather weather, RandomGenerator random) {
    this.life = life;
    this.weather = weather;
    this.random = random;
  }

  Life life() {
    return life;
  }

  Instant now() {
    return weather.schedule().now();
  }

  long nanos() {
    return weather.schedule().nanos();
  }

  Swarm swarm() {
    return weather.swarm();
  }

  RandomGenerator random() {
    return random;
  }

  boolean happens(double rate) {
    return Chance.happens(random, rate);
  }

  void requireAlive() {
    life.requireAlive();
  }

  /** Here others may run, and this process may find itself dead. */
  void touch() {
    if (happens(PAUSES) && !holdsMonitor()) {
      pause(Duration.ZERO, LONGEST_PAUSE);
    }
    life.requireAlive();
  }

  /**
   * Whoever wanted the monitor meanwhile would keep the one thread that runs waiting for ever.
   * There is one such place; the JVM's own word on monitors depends on what it has compiled by
   * then.
   */
  private static boolean holdsMonitor() {
    return STACK.walk(frames ->
        frames.anyMatch(frame ->
            frame.getDeclaringClass() == Quota.class && frame.getMethodName().equals("spend")));
  }

  /** This process has come to a moment at which misfortune hurts. */
  void comesTo(Moment moment) {
    weather.ambush().comes(moment, life);
  }

  /** Time passes, more or less of it. */
  void pause(Duration least, Duration most) {
    if (weather.database().isInTransaction()) {
      throw new AssertionError(life + " keeps a transaction open while it waits for others");
    }
    if (weather.schedule().isInFiber()) {
      weather.schedule().pause(Chance.between(random, least, most));
    }
    life.requireAlive();
  }

  boolean isDatabaseDown() {
    return weather.isDatabaseDown();
  }

  boolean isKafkaDown() {
    return weather.isKafkaDown();
  }

  /** Notes that this statement is sent; its beginning is enough to know it by, with its hash. */
  void noteStatement(String sql) {
    String known = sql.substring(0, Math.min(sql.length(), KNOWN_BY)).replace('\n', ' ');
    weather.trace().detail(life, known, sql.hashCode());
  }

  void mayBreak(double rate) throws SQLException {
    if (happens(rate)) {
      throw new SQLException("the connection broke", "08006");
    }
  }

  void mayFail(double rate, String how) throws IOException {
    if (happens(rate)) {
      throw new IOException(how);
    }
  }
}
