package dev.calsync.system;

import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.SimulatedGoogle.Delivery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A push is acknowledged when Kafka holds it, and asked for again when it cannot. */
@Alone("it kills or freezes what others use")
class KafkaOutageEndToEndTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CHANGES = 50;
  private static final Duration DOWN = Duration.ofSeconds(Integer.getInteger("outage.seconds", 0));

  /** After a long outage Google waits long before it tries again. */
  private static final Duration RECOVERY = PATIENCE.plus(DOWN.multipliedBy(2));

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final GoogleCalendar team = google.calendar("Team", mia);

  @AfterEach
  void everythingRunsAgain() {
    system.startWhatIsDown();
  }

  @Test
  void pushIsRefusedWithinThreeSecondsWhileKafkaIsDown() {
    var push = new GenuinePush(system, system.signIn(mia).live(team));
    assertThat(push.send().statusCode()).isEqualTo(204);

    system.kafka().kill();
    long from = System.nanoTime();
    HttpResponse<String> answer = push.send();

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void changeMadeWhileKafkaIsDownArrivesThroughGooglesRetry() {
    Session session = system.signIn(mia);
    String calendar = session.live(team);
    system.kafka().kill();

    GoogleEvent lunch = mia.creates(team, "Lunch", Week.on(THURSDAY, 12));
    Delivery refused =
        await().atMost(PATIENCE).until(() -> google.lastDelivery(), d -> d.status() == 503);
    system.kafka().startAgain();

    await().atMost(PATIENCE).until(() -> session.mirror(calendar).containsKey(lunch.id()));
    await().atMost(PATIENCE).until(() -> google.hasDelivered(refused));
  }

  @Test
  @Timeout(3_600)
  void whileKafkaIsDownNoPushIsAcknowledgedAndAfterwardsNothingIsMissing() {
    var calendars = new ChangingCalendars(system, mia);
    system.kafka().kill();
    Instant down = Instant.now();
    calendars.create(CHANGES);
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(DOWN.plus(PATIENCE))
        .until(() -> {
          calendars.create(1);
          return Instant.now().isAfter(down.plus(DOWN)) && statusesSince(down).size() >= CHANGES;
        });
    assertThat(statusesSince(down)).containsOnly(503);
    system.kafka().startAgain();
    long from = System.nanoTime();

    await().atMost(RECOVERY).until(calendars::areAsGoogleHasThem);
    System.out.printf("Kafka was back; %d ms later all was there%n", millisSince(from));
    calendars.assertThatNothingIsLostNorThereTwice();
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private List<Integer> statusesSince(Instant time) {
    return google.deliveries().stream()
        .filter(each -> each.at().isAfter(time))
        .map(Delivery::status)
        .toList();
  }
}
