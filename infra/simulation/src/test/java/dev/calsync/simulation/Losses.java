package dev.calsync.simulation;

import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What Google takes away: calendars for good, grants until their owners sign in again. */
final class Losses {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final World world;
  private final RandomGenerator random;

  Losses(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  /** Draws what is lost within this time. */
  void draw(Duration time) {
    Swarm.Losses rates = world.weather().first().losses();
    List<Seat> seats = world.cast().seats();
    // The last one may be withdrawn by its owner.
    for (Seat seat : seats.subList(0, Math.max(1, seats.size() - 1))) {
      if (Chance.happens(random, rates.calendars())) {
        after(Chance.between(random, Duration.ZERO, time), () -> lose(seat));
      }
    }
    for (Seat.Person person : world.cast().people()) {
      if (Chance.happens(random, rates.grants())) {
        Duration end = Chance.between(random, Duration.ZERO, time);
        after(end, () -> end(person));
        after(end.plus(Chance.between(random, RETRY, time)), () -> signIn(person));
      }
    }
  }

  private void lose(Seat seat) {
    boolean hidden = random.nextBoolean();
    world.trace().note(hidden ? "lost, not found" : "lost, forbidden", seat.googleId());
    world
        .front()
        .lostAccess()
        .lose(seat, hidden ? GoogleError.notFound() : GoogleError.forbidden());
  }

  private void end(Seat.Person person) {
    world.trace().note("grant ended", person.email());
    world.front().consents().end(person.email());
  }

  /** Until it works. */
  private void signIn(Seat.Person person) {
    world
        .managers()
        .any(world.schedule().now())
        .ifPresentOrElse(
            doors ->
                world.schedule().begin(doors.life(), Duration.ZERO, () -> signIn(person, doors)),
            () -> after(RETRY, () -> signIn(person)));
  }

  private void signIn(Seat.Person person, ManagerDoors.Doors doors) {
    boolean done = false;
    try {
      doors.signIns().signIn(person.account(), world.front().consents().renew(person.email()));
      done = true;
      world.trace().note("signed in again", person.email());
    } catch (RuntimeException _) {
      // Something was away.
    } finally {
      if (!done) {
        after(RETRY, () -> signIn(person));
      }
    }
  }

  private void after(Duration delay, Runnable step) {
    world.schedule().after(delay, step);
  }
}
