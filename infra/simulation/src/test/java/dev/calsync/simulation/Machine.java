package dev.calsync.simulation;

import java.util.function.Consumer;

/** Where one process lives, life after life. */
final class Machine {
  private final String name;
  private final Consumer<Life> boot;
  private int lives;
  private Life life;

  /**
   * @param boot begins a life
   */
  Machine(String name, Consumer<Life> boot) {
    this.name = name;
    this.boot = boot;
    this.life = new Life(name);
    life.end();
  }

  String name() {
    return name;
  }

  Life life() {
    return life;
  }

  /** Starts it unless it runs. */
  void start() {
    if (life.isOver()) {
      life = new Life(name + "#" + ++lives);
      boot.accept(life);
    }
  }
}
