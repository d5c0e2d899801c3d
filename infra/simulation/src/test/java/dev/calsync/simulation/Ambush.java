package dev.calsync.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Misfortune that lies in wait for somebody who is busy: whoever is struck at any time is nearly
 * always struck while doing nothing.
 */
final class Ambush {
  private final Map<Moment, Consumer<Life>> laid = new EnumMap<>(Moment.class);

  /** The next one to come to this is struck. */
  void lay(Moment moment, Consumer<Life> misfortune) {
    laid.put(moment, misfortune);
  }

  /** Nobody is struck any more. */
  void lift() {
    laid.clear();
  }

  /** Somebody has come to this. */
  void comes(Moment moment, Life life) {
    Consumer<Life> misfortune = laid.remove(moment);
    if (misfortune != null) {
      misfortune.accept(life);
    }
  }
}
