package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A push carries nothing: one that is lost costs time, one that comes often costs nothing. */
@Alone("it kills or freezes what others use")
class PushesEndToEndTests {
  private static final Duration POLL = Duration.ofSeconds(4);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOST = 4;
  private static final int CHANGES = 10;
  private static final int REPLAYS = 50;
  private static final int CALENDARS = 5;

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Program worker =
      system.anotherWorker(
          "sync-worker-polling",
          Map.of(
              "calsync.sync.poll-watched",
              POLL.toSeconds() + "s",
              // Else the calendars of other tests, if many, would have all polled less often.
              "calsync.quota.per-day",
              "1000000000"));

  @BeforeEach
  void onlyTheWorkerThatPollsOftenRuns() {
    system.worker().kill();
    worker.startAgain();
  }

  @AfterEach
  void everythingRunsAgain() {
    google.behaves();
    worker.kill();
    system.startWhatIsDown();
  }

  @Test
  @KnownBug(Complaint.WATCH_DIES_SILENTLY)
  void changeWhosePushIsLostIsSeenByTheNextPoll() {
    GoogleCalendar team = google.calendar("Team", mia);
    Session session = system.signIn(mia);
    String calendar = session.live(team);
    google.pushes(1.0, 0, 0);
    for (int i = 1; i <= LOST; i++) {
      GoogleEvent made = mia.creates(team, "Change " + i, Week.on(FRIDAY, i));
      await("change %d is seen".formatted(i))
          .atMost(POLL.multipliedBy(2).plus(MARGIN))
          .until(() -> session.mirror(calendar).containsKey(made.id()));
    }
    assertThat(session.mirror(calendar)).isEqualTo(mia.list(team));
  }

  @Test
  @KnownBug(Complaint.OWN_WRITES_COME_BACK)
  void pushThatComesFiftyTimesInAnyOrderAnnouncesNothingMoreAndCostsFewCalls() throws Exception {
    List<GoogleCalendar> calendars = new ArrayList<>();
    for (int i = 1; i <= CALENDARS; i++) {
      calendars.add(google.calendar("Calendar " + i, mia));
    }
    Session session = system.signIn(mia);
    calendars.forEach(session::live); // which takes a push
    google.pushes(1.0, 0, 0);
    List<GenuinePush> pushes = new ArrayList<>();
    for (GoogleCalendar calendar : calendars) {
      var push = new GenuinePush(system, session.known(calendar));
      for (int i = 1; i <= CHANGES; i++) {
        mia.creates(calendar, "Change " + i, Week.on(FRIDAY, i));
        pushes.addAll(Collections.nCopies(REPLAYS, push));
      }
    }
    Collections.shuffle(pushes, new Random(7));
    long callsBefore = google.lists(calendars);
    long from = System.nanoTime();
    try (var senders = Executors.newFixedThreadPool(8)) {
      pushes.forEach(push -> senders.execute(push::send));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    for (GoogleCalendar calendar : calendars) {
      String id = session.known(calendar);
      await().atMost(PATIENCE).until(() -> session.mirror(id).equals(mia.list(calendar)));
      assertThat(session.created(calendar)).isEqualTo(CHANGES);
    }
    long calls = google.lists(calendars) - callsBefore;
    System.out.printf(
        "%d pushes in %d ms cost %d list calls%n", pushes.size(), took.toMillis(), calls);
    long polls =
        Duration.ofNanos(System.nanoTime() - from).dividedBy(POLL.multipliedBy(3).dividedBy(4));
    assertThat(calls).isLessThan(pushes.size() / 100 + CALENDARS * (polls + 1));
  }
}
