package dev.calsync.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * One run of a seed. At first all goes wrong that the seed has in store, while people act; then
 * nothing does any more, and within a written time all must be well.
 */
final class Run {
  private static final Duration TROUBLE = Duration.ofSeconds(150);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** The longest back-off, a lease, and some. */
  private static final Duration PATIENCE = Duration.ofMinutes(40);

  private static final int MOST_ACTS = 20;
  private static final int MOST_EDITS = 6;

  private final Plant plant;
  private final World world;
  private final Findings findings;
  private final RandomGenerator random;

  private Run(long seed, Bug bug, VirtualDatabase database) {
    this.plant = new Plant(bug);
    var chance = new Chance(seed);
    this.world = new World(chance, Scene.of(chance), plant, database);
    this.findings = new Findings(world);
    this.random = world.chance().of("run");
  }

  /**
   * What came of it.
   *
   * @param planted how often the bug that was planted showed
   * @param met what came about in it
   */
  record Outcome(Trace trace, long steps, Duration virtual, long planted, Set<String> met) {}

  /** Runs a seed to its end, or to the first promise that is broken. */
  static Outcome of(long seed, Bug bug) {
    VirtualDatabase database = VirtualDatabase.take();
    var run = new Run(seed, bug, database);
    try {
      return run.toItsEnd();
    } catch (Throwable e) {
      throw new AssertionError(
          "seed %d: %s%ntrace %s%nreplay: %s%nbefore that:%n%s"
              .formatted(
                  seed,
                  e,
                  run.world.trace().hash(),
                  command(seed),
                  String.join("\n", run.world.trace().latest())),
          e);
    } finally {
      run.world.schedule().close();
      database.giveBack();
      run.world.trace().keep(seed);
    }
  }

  static String command(long seed) {
    return "mvn -pl infra/simulation -am verify -Dtest=none -Dit.test=SimulationIntegrationTests"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
        + " -Dsimulation.first="
        + seed
        + " -Dsimulation.seeds=1";
  }

  private Outcome toItsEnd() throws SQLException {
    Instant beginning = world.schedule().now();
    world.begin();
    people();
    everySecond();
    world.schedule().run(beginning.plus(TROUBLE), () -> false);
    calm();
    settle();
    readFromTheBeginning();
    if (world.scene().audited()) {
      world.auditing().audit(findings.inSync());
      settle(); // What was found to be more than Google has is taken away.
    }
    return new Outcome(
        world.trace(),
        world.schedule().steps(),
        Duration.between(beginning, world.schedule().now()),
        plant.times(),
        met());
  }

  private Set<String> met() {
    Set<String> met = new TreeSet<>(world.trace().kinds());
    met.addAll(world.marks().met());
    return met;
  }

  private void people() {
    var people =
        new People(
            world.google(),
            world.cast(),
            world.chance().of("people"),
            world.trace(),
            world.weather().first().losses().poison());
    var editors = new Editors(world.kafka(), world.chance().of("editors"));
    int most = world.weather().first().tight() ? 4 * MOST_ACTS : MOST_ACTS;
    for (int act = random.nextInt(most); act >= 0; act--) {
      Seat seat = anySeat();
      sometime(() -> people.act(seat, world.schedule().now()));
    }
    for (int edit = random.nextInt(MOST_EDITS); edit > 0; edit--) {
      Seat seat = anySeat();
      sometime(() -> editors.edit(seat, world.books().mirror(seat), world.schedule().now()));
    }
    for (Seat.Person person : world.cast().people()) {
      world.fleet().audience().add(new Reader(person, () -> findings.snapshot(person)));
      world.fleet().audience().add(new Reader(person, () -> findings.snapshot(person)));
    }
    new Losses(world, world.chance().of("losses")).draw(TROUBLE);
    if (world.cast().seats().size() > 1 && random.nextInt(4) == 0) {
      sometime(() -> findings.withdraw(world.cast().seats().getLast()));
    }
  }

  private void everySecond() {
    var misfortune =
        new Misfortune(
            world.weather(),
            world.fleet().machines(),
            world.chance().of("misfortune"),
            world.trace());
    repeat(misfortune::look);
    repeat(world.fleet().audience()::reconnect);
    repeat(() -> {
      if (!plant.shows(Bug.WAITS_FOR_STUCK_READERS)) {
        world.fleet().audience().lookAfter();
      }
    });
  }

  private void repeat(Runnable look) {
    world
        .schedule()
        .after(
            SECOND,
            () -> {
              look.run();
              repeat(look);
            });
  }

  private void calm() {
    world.trace().note("calm");
    world.clear();
    for (Machine machine : world.fleet().machines()) {
      machine.life().freezeUntil(world.schedule().now());
      machine.start();
    }
  }

  /** From here on nothing is in the way of all being well, within a written time. */
  private void settle() {
    Instant end = world.schedule().now().plus(PATIENCE);
    List<String> open = findings.all();
    while (!open.isEmpty()) {
      if (!world.schedule().now().isBefore(end)) {
        throw new Violation("not well after " + PATIENCE + ": " + open);
      }
      world.schedule().run(world.schedule().now().plus(LOOK), () -> false);
      open = findings.all();
    }
  }

  /** Whoever comes now and asks for everything is told what they may see, and no more. */
  private void readFromTheBeginning() {
    for (Seat.Person person : world.cast().people()) {
      world.fleet().audience().add(new Reader(person, () -> findings.nothing(person)));
    }
    settle();
  }

  private void sometime(Runnable act) {
    world.schedule().after(Chance.between(random, Duration.ZERO, TROUBLE), act);
  }

  private Seat anySeat() {
    List<Seat> seats = world.cast().seats();
    return seats.get(random.nextInt(seats.size()));
  }
}
