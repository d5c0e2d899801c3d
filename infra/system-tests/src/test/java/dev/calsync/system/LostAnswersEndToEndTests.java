package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Google has done is done once, though nobody who asked for it lived to hear so. */
@Alone("it kills or freezes what others use")
class LostAnswersEndToEndTests {
  private static final int EDITS = Integer.getInteger("edits.cut", 6);

  /** Fewer than a page keeps that are not done. */
  private static final int AT_ONCE = 20;

  private static final Duration LONGEST = Duration.ofMillis(400);

  /** A lease of 36 s, and the start of a worker on a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar own = mia.ownCalendar();

  @AfterEach
  void everythingRunsAgain() {
    google.behaves();
    system.startWhatIsDown();
  }

  @Test
  void workerKilledBeforeItHeardThatTheEventWasMadeLeavesExactlyOne() {
    EditingPage page = browsers.signIn(system, mia).lists(own).editing();
    google.answers("events.insert", 1, 0, Map.of("calendarId", own.id(), "dropAnswer", true));

    page.presses("c").hasEditor().types("Lunch").presses("Enter").isTold("Saving");
    await().atMost(PATIENCE).until(() -> mia.find(own, "Lunch").isPresent());
    system.worker().kill();
    google.behaves();
    system.startWhatIsDown();

    Session session = system.signIn(mia);
    String calendar = session.known(own);
    await().atMost(PATIENCE).until(() -> session.mirror(calendar).equals(mia.list(own)));
    var rows = new CalendarRows(system.databaseUrl());
    await().atMost(PATIENCE).until(() -> !rows.of(calendar).leased()); // not the dead one's, either
    page.isTold("“Lunch” is saved at Google").sees("Lunch");
    assertThat(mia.names(own)).containsExactly("Lunch");
  }

  @Test
  void editsWhileTheNetworkToGoogleIsCutAgainAndAgainAreEachDoneOnceOrRefusedAndSaidToBe()
      throws Exception {
    GoogleCalendar locked = google.calendar("Locked", mia);
    google.answers(
        "events.insert", 1, 403, Map.of("calendarId", locked.id(), "reason", "forbidden"));
    EditingPage page = browsers.signIn(system, mia).lists(own, locked).editing();
    List<String> names = IntStream.range(0, EDITS).mapToObj(i -> "Call " + i + ".").toList();
    try (Cable cable = Cable.to(URI.create(system.googleUrl()).getPort())) {
      Program worker =
          system.anotherWorker(
              "sync-worker-cable", Map.of("calsync.google.api-url", cable.url() + "/"));
      system.worker().kill();
      worker.startAgain();
      try {
        int cuts = 0;
        for (int i = 0; i < EDITS; i += AT_ONCE) {
          List<String> some = names.subList(i, Math.min(EDITS, i + AT_ONCE));
          cuts += whileCut(cable, () -> some.forEach(name -> writes(page, name, own)));
          await().atMost(PATIENCE).until(() -> mia.names(own).containsAll(some));
          some.forEach(name -> page.isTold("“" + name + "” is saved at Google"));
          cuts += whileCut(cable, () -> writes(page, "Refused", locked));
          page.isTold("“Refused” was not added. Google does not allow this account");
        }
        assertThat(cuts).isPositive();
      } finally {
        worker.kill();
      }
    }
    assertThat(mia.names(own)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(mia.names(locked)).isEmpty();
  }

  private static void writes(EditingPage page, String name, GoogleCalendar calendar) {
    page.presses("c").hasEditor().types(name).chooses("calendar", calendar.summary()).saves();
  }

  /** Cuts until it is done; answers how often. */
  private static int whileCut(Cable cable, Runnable edits) throws InterruptedException {
    var done = new AtomicBoolean();
    var cuts = new AtomicInteger();
    Thread vandal =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                cable.cut();
                cuts.incrementAndGet();
                pause();
                cable.mend();
                pause();
              }
            });
    try {
      edits.run();
    } finally {
      done.set(true);
      vandal.join();
    }
    return cuts.get();
  }

  private static void pause() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST.toNanos()));
  }
}
