package dev.calsync.simulation;

import java.time.Instant;

/** One life of a process: it may be stopped for a while, and it ends. */
final class Life {
  private final String name;
  private Instant frozenUntil = Instant.MIN;
  private boolean over;

  Life(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The machine that it is a life of. */
  String machine() {
    int number = name.indexOf('#');
    return number < 0 ? name : name.substring(0, number);
  }

  /** As kill -9 does it. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** As SIGSTOP does it, and SIGCONT at that time. */
  void freezeUntil(Instant end) {
    frozenUntil = end;
  }

  boolean isFrozenAt(Instant now) {
    return now.isBefore(frozenUntil);
  }

  Instant frozenUntil() {
    return frozenUntil;
  }

  void requireAlive() {
    if (over) {
      throw new Died(name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
