package dev.calsync.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
  private final Person mia = system.google().somebody("Mia");

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  @Timeout(3_600)
  void databaseKilledUnderLoadLosesNothingAndDoublesNothing() {
    var calendars = new ChangingCalendars(system, mia);
    calendars.create(CHANGES);
    system.postmaster().kill();
    system.postgres().kill();
    createWhileItIsDown(calendars);
    system.postgres().startAgain();
    long from = System.nanoTime();
    calendars.create(CHANGES);

    await().atMost(RECOVERY).ignoreExceptions().until(calendars::areAsGoogleHasThem);
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    System.out.printf("The database was back; %d ms later all was there%n", took.toMillis());
    calendars.assertThatNothingIsLostNorThereTwice();
  }

  /** One a second, after those that come at once. */
  private static void createWhileItIsDown(ChangingCalendars calendars) {
    long from = System.nanoTime();
    calendars.create(CHANGES);
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(DOWN.plusMinutes(1))
        .until(() -> {
          calendars.create(1);
          return System.nanoTime() - from > DOWN.toNanos();
        });
  }
}
