package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The database may die at any moment; what it had committed is there, what it had not is done
 * again.
 */
@Alone("it kills or freezes what others use")
class DatabaseOutageEndToEndTests {
  private static final int CHANGES = 30;
  private static final Duration DOWN = Duration.ofSeconds(Integer.getInteger("outage.seconds", 0));

  /** A build has much else to do. */
  private static final Duration RECOVERY = Duration.ofSeconds(DOWN.isZero() ? 60 : 30);

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar team = google.calendar("Team", mia);

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  @Timeout(3_600)
  void databaseKilledUnderLoadLosesNothingAndDoublesNothing() {
    Session session = system.signIn(mia);
    String calendar = session.live(team);
    changes();
    system.postmaster().kill();
    system.postgres().kill();
    int meanwhile = changesWhileItIsDown();
    system.postgres().startAgain();
    long from = System.nanoTime();
    changes();

    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .until(() -> session.mirror(calendar).equals(mia.list(team)));
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    System.out.printf("The database was back; %d ms later all was there%n", took.toMillis());
    List<Long> seqs = session.seqs(calendar);
    assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    assertThat(session.created(team)).isEqualTo(2 * CHANGES + meanwhile);
  }

  /** One a second, after those that come at once. */
  private int changesWhileItIsDown() {
    long from = System.nanoTime();
    changes();
    AtomicInteger made = new AtomicInteger(CHANGES);
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(DOWN.plusMinutes(1))
        .until(() -> {
          mia.creates(team, "Meanwhile " + made.incrementAndGet(), Week.on(TUESDAY, 12));
          return System.nanoTime() - from > DOWN.toNanos();
        });
    return made.get();
  }

  private void changes() {
    for (int i = 0; i < CHANGES; i++) {
      mia.creates(team, "Change " + i, Week.on(TUESDAY, i % 24));
    }
  }
}
