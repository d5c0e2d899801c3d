package dev.calsync.simulation;

import dev.calsync.sync.audit.AuditDoor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The workers' own comparison with Google. Whatever goes wrong and whoever moves meanwhile, nothing
 * is ever found missing or stale: a change on its way is none.
 */
final class Auditing {
  static final Duration EVERY = Duration.ofSeconds(20);

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final int TRIES = 10;

  private final World world;
  private final Map<Life, AuditDoor> doors = new LinkedHashMap<>();
  private boolean sampling = true;

  Auditing(World world) {
    this.world = world;
  }

  void opened(Life worker, AuditDoor door) {
    doors.put(worker, door);
  }

  /** Audits the calendar whose turn it is. */
  void sample(AuditDoor door) {
    if (sampling) {
      door.sample(EVERY).ifPresent(this::take);
    }
  }

  /** Audits each of these to the end, and from then on no other. */
  void audit(List<Seat> seats) {
    sampling = false;
    seats.forEach(this::audit);
  }

  private void audit(Seat seat) {
    for (int tries = 0; tries < TRIES; tries++) {
      if (isAudited(seat)) {
        return;
      }
      run(RETRY, () -> false); // The worker may be at another, or have no calls left.
    }
    throw new Violation("no audit of calendar " + seat.calendar() + " comes to its end");
  }

  private boolean isAudited(Seat seat) {
    var worker =
        doors.entrySet().stream().filter(door -> !door.getKey().isOver()).findFirst().orElseThrow();
    var audit = new Audit();
    world
        .schedule()
        .begin(
            worker.getKey(),
            Duration.ZERO,
            () -> {
              audit.finished =
                  worker.getValue().audit(seat.calendar()).filter(this::take).isPresent();
              audit.over = true;
            });
    run(LONGEST, () -> audit.over);
    return audit.finished;
  }

  private void run(Duration time, BooleanSupplier enough) {
    world.schedule().run(world.schedule().now().plus(time), enough);
  }

  /** Whether it came to its end. */
  private boolean take(AuditDoor.Result result) {
    if (!result.wrong().isEmpty()) {
      throw new Violation(result.wrong());
    }
    world.trace().note(result.obstacle().isEmpty() ? "audited" : "not audited", result.obstacle());
    return result.obstacle().isEmpty();
  }

  /** One that is under way. */
  private static final class Audit {
    private boolean over;
    private boolean finished;
  }
}
