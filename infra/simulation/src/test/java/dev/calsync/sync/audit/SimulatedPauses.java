package dev.calsync.sync.audit;

import java.time.Duration;
import java.util.function.Consumer;

/** An audit's pauses, in virtual time. */
public final class SimulatedPauses extends Pauses {
  private final Consumer<Duration> pause;

  public SimulatedPauses(Consumer<Duration> pause) {
    this.pause = pause;
  }

  @Override
  void pause(Duration time) {
    pause.accept(time);
  }
}
