package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.system.TimedEdits.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * P25: how long a change takes from Google to those who read the stream, Google's own time for a
 * list included. The sizes are system properties.
 */
@Alone("it measures")
class LatencyEndToEndTests {
  private static final int PEOPLE = Integer.getInteger("latency.people", 4);
  private static final int PER_SECOND = Integer.getInteger("latency.changes-per-second", 10);
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("latency.seconds", 3));
  private static final int CHANGES = (int) TIME.toSeconds() * PER_SECOND;

  /** In a build much else runs, and the services have hardly begun. */
  private static final boolean IS_FULL_SIZE = PER_SECOND >= 100;

  private static final double LEAST_RATE = (IS_FULL_SIZE ? 0.95 : 0.3) * PER_SECOND;
  private static final int P50_MILLIS = IS_FULL_SIZE ? 300 : 3_000;
  private static final int P99_MILLIS = IS_FULL_SIZE ? 2_000 : 10_000;
  private static final int LIST_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final List<Person> people =
      IntStream.range(0, PEOPLE).mapToObj(_ -> google.somebody("Lena")).toList();
  private final List<EventStream> streams = new ArrayList<>();

  @AfterEach
  void googleIsFastAgain() {
    streams.forEach(EventStream::close);
    google.behaves();
  }

  @Test
  @Timeout(1_200)
  void everyChangeIsToldToItsReaderSoon() throws Exception {
    Map<Person, Session> sessions =
        people.stream().collect(Collectors.toMap(person -> person, system::signIn));
    sessions.forEach((person, session) -> {
      session.live(person.ownCalendar());
      streams.add(session.stream(system.frontDoorPort(), session.cursor()));
    });
    await().atMost(PATIENCE).until(() -> streams.stream().allMatch(EventStream::isOpen));
    google.answers("events.list", 1, 0, Map.of("delayMillis", LIST_MILLIS));
    try (var edits = new TimedEdits(people, this::told)) {
      flow(edits, "while cold").delays(PATIENCE);
      long from = System.nanoTime();
      Series changes = flow(edits, "from the edit at Google to the reader of the stream");
      changes.isMade();
      double rate = CHANGES / ((System.nanoTime() - from) / 1e9);
      Delays delays = changes.delays(PATIENCE);
      System.out.printf("P25: %.1f changes a second, %s%n", rate, delays);
      assertThat(rate).isGreaterThan(LEAST_RATE);
      assertThat(delays.percentile(50)).isLessThan(P50_MILLIS);
      assertThat(delays.percentile(99)).isLessThan(P99_MILLIS);
    }
  }

  private static Series flow(TimedEdits edits, String what) {
    return edits.flow(what, CHANGES, TIME);
  }

  private Optional<Instant> told(String event) {
    return streams.stream().flatMap(stream -> stream.told(event).stream()).findFirst();
  }
}
