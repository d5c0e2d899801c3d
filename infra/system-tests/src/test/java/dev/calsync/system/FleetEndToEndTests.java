package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.TimedEdits.Series;
import dev.calsync.system.check.Audit;
import dev.calsync.system.check.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A fleet of workers that come and go keeps to what Google allows and never lists a calendar twice
 * at once, though one person has more dirty calendars than the budget has calls; nobody else waits
 * for them. The sizes are system properties.
 */
@Alone("it kills or freezes what others use")
class FleetEndToEndTests {
  private static final int WORKERS = Integer.getInteger("fleet.workers", 2);
  private static final int DIRTY = Integer.getInteger("fleet.calendars", 60);
  private static final int OTHERS = Integer.getInteger("fleet.others", 9);
  private static final int EDITS_PER_SECOND = Integer.getInteger("fleet.edits-per-second", 3);
  private static final Duration TIME = seconds("fleet.seconds", 10);
  private static final Duration SHAKEN_EVERY = seconds("fleet.shaken-every-seconds", 5);
  private static final int PER_ACCOUNT = Integer.getInteger("fleet.account-per-minute", 60);
  private static final int PER_PROJECT = Integer.getInteger("fleet.project-per-minute", 600);

  /** Long enough that two lists of one calendar would meet. */
  private static final int LIST_MILLIS = 50;

  /** Of what Google allows, the workers' share of an account at once, and what a second adds. */
  private static final double AT_ONCE = PER_ACCOUNT * 0.85 * 0.2;

  private static final double PER_SECOND = PER_ACCOUNT * 0.85 * 0.8 / 69;

  /** In a short run half of all edits may meet a rebalance in one part, and none in the other. */
  private static final boolean SHORT = TIME.toSeconds() < 60;

  private static final long SLACK_MILLIS = SHORT ? 20_000 : 500;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RunningSystem system = RunningSystem.shared();
  private final long begun = System.nanoTime();
  private final SimulatedGoogle google = system.google();
  private final Person dirk = google.somebody("Dirk");
  private final List<GoogleCalendar> dirty = new ArrayList<>();
  private final List<Person> others =
      IntStream.range(0, OTHERS).mapToObj(_ -> google.somebody("Olga")).toList();

  /** Does what is not measured. */
  private final Program unhurried =
      system.anotherWorker(
          "sync-worker-unhurried",
          Map.of(
              "calsync.quota.account-per-minute", "1000000",
              "calsync.quota.project-per-minute", "1000000",
              "calsync.quota.turns-per-account", "32"));

  private final Fleet fleet =
      new Fleet(
          system,
          WORKERS,
          Map.of(
              "calsync.quota.account-per-minute", Integer.toString(PER_ACCOUNT),
              "calsync.quota.project-per-minute", Integer.toString(PER_PROJECT)));

  @AfterEach
  void everythingRunsAgain() {
    google.behaves();
    google.allowsEverything();
    fleet.close();
    if (unhurried.isAlive()) {
      unhurried.kill();
    }
    system.startWhatIsDown();
  }

  @Test
  @Timeout(3_600)
  void fleetKeepsToTheQuotaListsNothingTwiceAtOnceAndLetsNobodyWaitForOneWithManyDirtyCalendars()
      throws Exception {
    everybodyIsConnected();
    google.allows(PER_PROJECT, PER_ACCOUNT);
    google.answers("events.list", 1, 0, Map.of("delayMillis", LIST_MILLIS));
    fleet.starts();
    say("%d workers run".formatted(WORKERS));
    try (var arrivals = new Arrivals(system.bootstrapServers());
        var edits = new TimedEdits(others, arrivals::of)) {
      fleet.isShaken(SHAKEN_EVERY);
      Series without = flow(edits, "without the dirty calendars");
      without.isMade();
      long before = google.lists(dirty);
      long from = System.nanoTime();
      dirty.forEach(calendar -> google.fills(calendar, 1));
      await().atMost(PATIENCE).until(() -> google.lists(dirty) - before >= AT_ONCE);
      say("the dirty calendars have spent what they had at once");
      Series with = flow(edits, "beside the dirty calendars");
      with.isMade();
      theBudgetOfTheDirtyIsUsedUp(google.lists(dirty) - before, from);
      nobodyElseWaits(without.delays(PATIENCE), with.delays(PATIENCE));
      say("%d workers were killed or stopped".formatted(fleet.isLeftAlone()));
    }
    assertThat(google.mostListsAtOnce(calendars())).isEqualTo(1);
    assertThat(google.refusedByQuota()).isZero();
    everythingIsEverywhere();
  }

  private void everybodyIsConnected() {
    for (int i = 1; i <= DIRTY; i++) {
      dirty.add(google.calendar("Calendar %d of Dirk".formatted(i), dirk));
    }
    system.worker().stop(PATIENCE); // killed, it would keep its partitions for a while
    unhurried.startAgain();
    Map<Person, Session> sessions =
        others.stream().collect(Collectors.toMap(person -> person, system::signIn));
    Session session = system.signIn(dirk);
    sessions.forEach((person, theirs) -> theirs.live(person.ownCalendar()));
    say("the others are connected");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> live(session) == DIRTY + 1);
    await().atMost(PATIENCE).until(() -> new CalendarRows(system.databaseUrl()).busy(dirk) == 0);
    unhurried.stop(PATIENCE);
    say("%d calendars are in sync, watched and at rest".formatted(DIRTY + 1 + OTHERS));
  }

  private static Series flow(TimedEdits edits, String what) {
    return edits.flow(what, (int) TIME.toSeconds() * EDITS_PER_SECOND, TIME);
  }

  /** It gives a call as soon as there is one, and yet there are calendars that are dirty. */
  private void theBudgetOfTheDirtyIsUsedUp(long lists, long from) {
    double seconds = (System.nanoTime() - from) / 1e9;
    say(
        "%d lists of %d dirty calendars in %.0f s, whose budget had %.0f"
            .formatted(lists, DIRTY, seconds, AT_ONCE + PER_SECOND * seconds));
    assertThat(lists).isLessThan(DIRTY);
  }

  /** The gate is twice the time, of which some seconds may be those of a rebalance. */
  private void nobodyElseWaits(Delays without, Delays with) {
    System.out.println(without);
    System.out.println(with);
    say(
        "p50 is %.2f times, p99 %.2f times that without"
            .formatted(ratio(without, with, 50), ratio(without, with, 99)));
    assertThat(with.percentile(50)).isLessThan(2 * without.percentile(50) + SLACK_MILLIS);
    if (!SHORT) {
      // The slowest of a short run are its rebalances, of which either part may have one more.
      assertThat(with.percentile(99)).isLessThan(2 * without.percentile(99));
    }
  }

  /** What had no calls is told once more, or it would wait for its place in the line. */
  private void everythingIsEverywhere() throws Exception {
    fleet.stops();
    google.behaves();
    google.allowsEverything();
    dirty.forEach(calendar -> google.fills(calendar, 1));
    unhurried.startAgain();
    try (var audit =
        new Audit(
            system.databaseUrl(),
            system.bootstrapServers(),
            system.googleUrl(),
            Stream.concat(Stream.of(dirk), others.stream())
                .collect(Collectors.toMap(Person::email, Person::accessToken)),
            new Ledger())) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(audit.findings()).isEmpty());
    }
    say("everything is everywhere");
  }

  private List<GoogleCalendar> calendars() {
    return Stream.concat(dirty.stream(), others.stream().map(Person::ownCalendar)).toList();
  }

  private static long live(Session session) {
    return session
        .calendars()
        .valueStream()
        .filter(each -> each.at("/health/state").asString("").equals("LIVE"))
        .count();
  }

  private static double ratio(Delays without, Delays with, int percent) {
    return (double) with.percentile(percent) / without.percentile(percent);
  }

  private static Duration seconds(String property, int usual) {
    return Duration.ofSeconds(Integer.getInteger(property, usual));
  }

  private void say(String what) {
    Duration since = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("Fleet, %d s: %s%n", since.toSeconds(), what);
  }
}
