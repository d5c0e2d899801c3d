package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.ChangesTopic.Change;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker that dies in the middle loses nothing and repeats nothing that counts. */
class WorkerCrashEndToEndTests {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EVENTS = 2_000;

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar archive = google.calendar("Archive", mia);

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  void killedThriceAmidTwoThousandEventsItLosesNoneAndSeqIsDense() {
    Session session = system.signIn(mia);
    String calendar = session.live(archive);
    google.listsSlowly(archive, 300);
    google.fills(archive, EVENTS);

    killAsSoonAsItHolds(1, session, calendar);
    killAsSoonAsItHolds(700, session, calendar);
    killAsSoonAsItHolds(1_400, session, calendar);

    await().atMost(PATIENCE).until(() -> session.mirror(calendar).equals(mia.list(archive)));
    assertThat(session.mirror(calendar)).hasSize(EVENTS);
    List<Long> dense = LongStream.rangeClosed(1, session.seqs(calendar).size()).boxed().toList();
    assertThat(session.seqs(calendar)).isEqualTo(dense);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(published(calendar)).isEqualTo(dense));
  }

  private void killAsSoonAsItHolds(int count, Session session, String calendar) {
    await().atMost(PATIENCE).until(() -> session.mirror(calendar).size() >= count);
    system.worker().kill();
    assertThat(session.mirror(calendar)).hasSizeBetween(count, EVENTS - 1);
    system.worker().startAgain();
  }

  /** The numbers on the topic, without what is there twice to the byte. */
  private List<Long> published(String calendar) {
    List<Change> records = ChangesTopic.read(system.bootstrapServers(), calendar);
    return records.stream().distinct().map(Change::seq).toList();
  }
}
