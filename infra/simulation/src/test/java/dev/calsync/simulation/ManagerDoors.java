package dev.calsync.simulation;

import dev.calsync.channel.account.SignInDoor;
import dev.calsync.channel.grant.TokenDoor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where channel managers are called, by workers and by people who sign in. */
final class ManagerDoors {
  private final Map<Life, Doors> doors = new LinkedHashMap<>();
  private final RandomGenerator random;

  ManagerDoors(RandomGenerator random) {
    this.random = random;
  }

  /** Those of one life. */
  record Doors(Life life, TokenDoor tokens, SignInDoor signIns) {}

  void opened(Doors open) {
    doors.put(open.life(), open);
  }

  /** Whichever answers; empty if none does. */
  Optional<Doors> any(Instant now) {
    List<Doors> open =
        doors.values().stream()
            .filter(each -> !each.life().isOver() && !each.life().isFrozenAt(now))
            .toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
  }
}
