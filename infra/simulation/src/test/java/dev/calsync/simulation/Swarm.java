package dev.calsync.simulation;

import dev.calsync.simulator.channel.ChannelBehaviour;
import dev.calsync.simulator.google.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How much goes wrong in one run. Each rate is drawn by itself and is nothing in half of the runs:
 * few faults at a time find other bugs than many (swarm testing). In every tenth run all is well.
 *
 * @param push of Google's messages on their way
 * @param google of calls to Google
 * @param kafka of sends
 * @param database of statements and commits
 * @param machines of what befalls processes and readers
 * @param tight whether the budget of calls is small and their number great
 * @param manners of Google, where nothing fails
 * @param losses of what Google takes from people, or gives and cannot be kept
 */
record Swarm(
    Push push,
    Google google,
    Kafka kafka,
    Database database,
    Machines machines,
    boolean tight,
    Manners manners,
    Losses losses) {
  /** A change is to be readable by the second look after its push. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(4);

  private static final int BURST = 5;

  /** So that channels are renewed within a run, each time with a reading. */
  private static final Duration SHORT_LIFE = Duration.ofMinutes(4);

  /** So that none is, and what a push did not bring stays unseen. */
  private static final Duration LONG_LIFE = Duration.ofDays(7);

  static final Swarm NONE =
      new Swarm(
          new Push(0, 0, Duration.ofMillis(200)),
          new Google(0, 0, 0, 0, 0, 0),
          new Kafka(0, 0, 0),
          new Database(0, 0, 0),
          new Machines(0, 0, 0, 0),
          false,
          new Manners(Behaviour.Reading.USUAL, 0, 0, false, Duration.ZERO, SHORT_LIFE),
          new Losses(0, 0, 0));

  /** The same, and channels live for long. */
  Swarm ofLongChannels() {
    var lasting =
        new Manners(
            manners.reading(),
            manners.bursts(),
            manners.silences(),
            manners.eager(),
            manners.stopLag(),
            LONG_LIFE);
    return new Swarm(push, google, kafka, database, machines, tight, lasting, losses);
  }

  /** The same, and of all pushes this share never arrives. */
  Swarm losingPushes(double share) {
    return new Swarm(
        new Push(share, 0, push.longestDelay()),
        google,
        kafka,
        database,
        machines,
        tight,
        manners,
        losses);
  }

  record Push(double dropped, double repeated, Duration longestDelay) {}

  /**
   * @param lost requests that never arrive
   * @param unanswered requests that do their work, and then the connection breaks
   * @param failing answers of 500 and 503
   * @param limiting answers of 403 and 429
   * @param forgetting lists before which all sync tokens of the calendar are void, and so is the
   *     page token of a full one
   */
  record Google(
      double lost,
      double unanswered,
      double failing,
      double limiting,
      double unauthorized,
      double forgetting) {}

  /**
   * @param refused sends that fail
   * @param uncertain sends that are stored and fail all the same
   * @param outages per minute
   */
  record Kafka(double refused, double uncertain, double outages) {}

  /**
   * @param broken statements on which the connection breaks
   * @param uncertain commits of which half are done, and the connection breaks
   */
  record Database(double broken, double uncertain, double outages) {}

  /**
   * @param kills per minute
   * @param freezes per minute
   * @param cuts of a stream, at each look
   * @param stuck streams whose reader reads nothing
   */
  record Machines(double kills, double freezes, double cuts, double stuck) {}

  /**
   * @param calendars that somebody may see no more
   * @param grants that end
   * @param poison events, or versions of events, that cannot be kept
   */
  record Losses(double calendars, double grants, double poison) {
    private static Losses of(RandomGenerator random) {
      return new Losses(upTo(random, 0.5), upTo(random, 0.6), upTo(random, 0.3));
    }
  }

  /**
   * @param bursts changes that are told several times
   * @param silences messages with which a channel falls silent for good
   * @param eager whether the sync message comes before the answer to the watch
   * @param stopLag how long a stopped channel goes on
   * @param channelLife how long a channel lives
   */
  record Manners(
      Behaviour.Reading reading,
      double bursts,
      double silences,
      boolean eager,
      Duration stopLag,
      Duration channelLife) {

    Behaviour behaviour() {
      var channels =
          new ChannelBehaviour(
              channelLife, false, eager, stopLag, bursts, BURST, silences, List.of());
      return Behaviour.usual(channelLife).with(reading).with(channels);
    }

    private static Manners of(RandomGenerator random) {
      var reading =
          new Behaviour.Reading(
              upTo(random, 0.5),
              upTo(random, 0.3),
              upTo(random, 0.2),
              upTo(random, 0.1),
              random.nextBoolean(),
              random.nextDouble(),
              upTo(random, 0.5),
              Chance.between(random, Duration.ZERO, LONGEST_LAG));
      return new Manners(
          reading,
          upTo(random, 0.3),
          upTo(random, 0.1),
          random.nextBoolean(),
          Duration.ofSeconds(random.nextInt(10)),
          random.nextBoolean() ? SHORT_LIFE : LONG_LIFE);
    }
  }

  static Swarm of(RandomGenerator random) {
    if (Chance.happens(random, 0.1)) {
      return NONE;
    }
    return new Swarm(
        new Push(upTo(random, 0.5), upTo(random, 0.5), longestDelay(random)),
        new Google(
            upTo(random, 0.1),
            upTo(random, 0.1),
            upTo(random, 0.2),
            upTo(random, 0.1),
            upTo(random, 0.1),
            upTo(random, 0.05)),
        new Kafka(upTo(random, 0.1), upTo(random, 0.1), upTo(random, 1)),
        new Database(upTo(random, 0.01), upTo(random, 0.02), upTo(random, 1)),
        new Machines(upTo(random, 4), upTo(random, 2), upTo(random, 0.1), upTo(random, 0.3)),
        random.nextInt(4) == 0,
        Manners.of(random),
        Losses.of(random));
  }

  /** A push that comes at once may be there before its change can be read. */
  private static Duration longestDelay(RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(1, random.nextBoolean() ? 300 : 20_000));
  }

  private static double upTo(RandomGenerator random, double most) {
    return random.nextBoolean() ? 0 : random.nextDouble() * most;
  }
}
