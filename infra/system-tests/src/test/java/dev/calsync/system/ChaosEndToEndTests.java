package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.check.Audit;
import dev.calsync.system.check.Ledger;
import dev.calsync.system.check.StreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything goes wrong while hundreds of calendars change; when it is over, an independent checker
 * finds every change everywhere, once and in order. The sizes and the seed are system properties.
 */
@Alone("it kills or freezes what others use")
class ChaosEndToEndTests {
  private static final int CHANGES = Integer.getInteger("chaos.changes", 2_000);
  private static final int CALENDARS = Integer.getInteger("chaos.calendars", 200);
  private static final int KILLS = Integer.getInteger("chaos.kills", 20);
  private static final long SEED =
      Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  /** Pages of one calendar that take so long that somebody surely dies in the middle of them. */
  private static final int ARCHIVED = 2_000;

  private static final long SLOW_MILLIS = 1_000;
  private static final Duration BLOW_EVERY = Duration.ofMillis(2_500);
  private static final List<Blow> BLOWS = Blow.drawn(KILLS, SEED);
  private static final Duration SAFETY = BLOW_EVERY.multipliedBy(BLOWS.size());
  private static final Duration LIVENESS = Duration.ofMinutes(4);

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Program> workers = List.of(worker("a"), worker("b"));
  private final Ledger ledger = new Ledger();

  @AfterEach
  void everythingRunsAgain() {
    google.behaves();
    workers.stream().filter(Program::isAlive).forEach(Program::kill);
    system.startWhatIsDown();
  }

  @Test
  @Timeout(3_600)
  void whateverIsKilledOrFrozenNothingIsMissingOutOfOrderOrWrong() throws Exception {
    long from = System.nanoTime();
    var crowd = new Crowd(google, CALENDARS);
    system.worker().kill();
    workers.forEach(Program::start);
    try (var audit = audit(crowd);
        var havoc = new Havoc(system, workers, BLOWS, SEED);
        var traffic = new Traffic(calendars(crowd), CHANGES)) {
      crowd.people().forEach(person -> listens(audit, person));
      await().atMost(LIVENESS).until(() -> audit.begun() == CALENDARS);
      say(from, "%d calendars are in sync, seed %d".formatted(CALENDARS, SEED));

      googleMisbehaves();
      GoogleCalendar archive = crowd.owners().keySet().iterator().next();
      google.listsSlowly(archive, SLOW_MILLIS);
      google.fills(archive, ARCHIVED);
      traffic.flows(SAFETY, random.nextLong());
      havoc.rages(SAFETY);
      traffic.isOver(SAFETY.plus(LIVENESS));
      havoc.isOver(SAFETY.plus(LIVENESS));
      say(from, "%d changes; %s".formatted(ledger.writes(), havoc.story()));

      google.behaves();
      await()
          .atMost(LIVENESS)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(audit.findings()).isEmpty());
      say(from, "everything is everywhere");
      assertThat(ledger.writes()).isGreaterThanOrEqualTo(CHANGES);
      assertThat(havoc.kills()).isEqualTo(KILLS);
    }
  }

  private Audit audit(Crowd crowd) {
    return new Audit(
        system.databaseUrl(),
        system.bootstrapServers(),
        system.googleUrl(),
        crowd.tokens(),
        ledger);
  }

  private void listens(Audit audit, Person person) {
    Session session = system.signIn(person);
    audit.listensTo(
        person.email(),
        new StreamReader(session.client(), system.url(), person.email(), random.split()));
  }

  private List<BusyCalendar> calendars(Crowd crowd) {
    var http = new Http();
    List<BusyCalendar> calendars = new ArrayList<>();
    crowd
        .owners()
        .forEach((calendar, owner) ->
            calendars.add(
                new BusyCalendar(
                    calendar, new GoogleEdits(http, system.googleUrl(), owner), ledger)));
    return calendars;
  }

  /** Everything that Google is known to do at times, all the time. */
  private void googleMisbehaves() {
    google.answers("events.list", 0.02, 500, Map.of());
    google.answers("events.list", 0.02, 503, Map.of());
    google.answers("events.list", 0.02, 429, Map.of("retryAfter", 1));
    google.answers("events.list", 0.02, 403, Map.of("reason", "rateLimitExceeded"));
    google.answers("events.list", 0.01, 410, Map.of("reason", "fullSyncRequired"));
    google.answers("events.list", 0.02, 0, Map.of("dropAnswer", true));
    google.answers("events.list", 0.05, 0, Map.of("delayMillis", 300));
    google.answers("oauth.token", 0.1, 503, Map.of());
    google.answers("events.watch", 0.1, 500, Map.of());
    google.pushes(0.1, 0.3, 200);
  }

  /** Two of them poll often, so that what a lost push hid is found soon. */
  private Program worker(String name) {
    return system.anotherWorker(
        "sync-worker-" + name,
        Map.of(
            "calsync.sync.page-size",
            "200",
            "calsync.sync.poll-watched",
            Math.max(10, CALENDARS / 20) + "s",
            "calsync.sync.poll-unwatched",
            Math.max(10, CALENDARS / 20) + "s",
            "calsync.sync.second-look",
            "1s"));
  }

  private static void say(long from, String what) {
    Duration since = Duration.ofNanos(System.nanoTime() - from);
    System.out.printf("Chaos, %d s: %s%n", since.toSeconds(), what);
  }
}
