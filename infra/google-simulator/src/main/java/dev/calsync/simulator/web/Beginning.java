package dev.calsync.simulator.web;

/** Puts the simulated world into its first state. */
@FunctionalInterface
public interface Beginning {
  void begin();
}
