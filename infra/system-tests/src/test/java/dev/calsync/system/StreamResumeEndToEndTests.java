package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream that breaks is resumed where it broke: nothing is lost, nothing comes twice. */
@Alone("it kills or freezes what others use")
class StreamResumeEndToEndTests {
  private static final int CHANGES = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar team = google.calendar("Team", noor, mia);

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  @KnownBug(Complaint.PAGE_NOT_UPDATED)
  void pageWhoseCableWasCutShowsAllFiftyChangesOnce() {
    Session session = system.signIn(mia);
    session.live(team);
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage page = browsers.signIn(system, mia).over(cable);
      cable.cut();
      page.sidebar().says(team, "Not connected");
      fiftyChanges();
      long reached = session.awaitCreated(team, CHANGES);
      assertThat(page.countOf("Change")).isZero();
      cable.mend();
      page.hasReached(reached).wasNeverReloaded();
      assertThat(page.countOf("Change")).isEqualTo(CHANGES);
    }
  }

  @Test
  void programWhoseCableWasCutReadsEachNumberOnce() {
    Session session = system.signIn(mia);
    session.live(team);
    long from = session.cursor();
    try (Cable cable = Cable.to(system.frontDoorPort());
        EventStream stream = session.stream(cable.port(), from)) {
      await().atMost(PATIENCE).until(stream::isOpen);
      cable.cut();
      fiftyChanges();
      long reached = session.awaitCreated(team, CHANGES);
      cable.mend();
      await().atMost(PATIENCE).until(() -> stream.ids().contains(reached));
      assertThat(stream.ids())
          .isEqualTo(LongStream.rangeClosed(from + 1, reached).boxed().toList());
    }
  }

  @Test
  void notifierKilledAmidChangesIsResumedWithoutAGap() {
    Session session = system.signIn(mia);
    session.live(team);
    long from = session.cursor();
    try (EventStream stream = session.stream(system.frontDoorPort(), from)) {
      await().atMost(PATIENCE).until(stream::isOpen);
      system.notifier().kill();
      fiftyChanges();
      system.notifier().startAgain();
      long reached = session.awaitCreated(team, CHANGES);
      await().atMost(PATIENCE).until(() -> stream.ids().contains(reached));
      assertThat(stream.ids())
          .isEqualTo(LongStream.rangeClosed(from + 1, reached).boxed().toList());
    }
  }

  private void fiftyChanges() {
    IntStream.rangeClosed(1, CHANGES)
        .forEach(i -> noor.creates(team, "Change " + i, Week.on(MONDAY, i % 24)));
  }
}
