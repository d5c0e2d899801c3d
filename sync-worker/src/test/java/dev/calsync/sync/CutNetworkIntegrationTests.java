package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The network between the worker and Google is cut again and again while edits are made. */
class CutNetworkIntegrationTests extends EditTrials {
  private static final int EDITS = setting("cut-edits", 28);

  private final AtomicBoolean over = new AtomicBoolean();
  private int cuts;

  @Test
  void everyEditIsDoneOnceOrRejectedWithAReason() throws Exception {
    Kind[] kinds = Kind.values();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EDITS; i++) {
      events.add(inserts(kinds[i % kinds.length]));
    }
    connectBoth();
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < EDITS; i++) {
      trials.add(trial(kinds[i % kinds.length], events.get(i)));
    }
    Map<String, String> expected = lies();

    Thread saboteur = Thread.startVirtualThread(this::cutAndMend);
    for (Trial trial : trials) {
      command(trial.command());
    }
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> {
          noBackOff();
          return trials.stream().noneMatch(CutNetworkIntegrationTests.this::isUndecided);
        });
    over.set(true);
    saboteur.join();
    await()
        .until(() -> {
          noBackOff();
          return isAtRest();
        });

    int applied = 0;
    for (Trial trial : trials) {
      if (status(trial.command()).equals("APPLIED")) {
        trial.effect().accept(expected);
        applied++;
      } else {
        assertThat(reason(trial.command())).isNotEmpty();
      }
    }
    System.out.printf("%d edits, %d cuts of the network: %d applied%n", EDITS, cuts, applied);
    assertThat(cuts).isGreaterThan(2);
    assertThat(lies()).isEqualTo(expected);
    assertThatEachWasToldOnce(trials);
    assertThatTheEchoTellsNothing();
    await()
        .untilAsserted(() -> {
          noBackOff();
          assertThat(mirror(other)).isEqualTo(google.holds(otherAtGoogle));
        });
  }

  private boolean isUndecided(Trial trial) {
    return status(trial.command()).matches("PENDING|unknown");
  }

  private void assertThatEachWasToldOnce(List<Trial> trials) {
    List<String> told =
        jdbc
            .sql(
                """
                select command_id::text from sync.change_log
                 where calendar_id = ? and type like 'calsync.command.%'
                """)
            .param(calendar.value())
            .query(String.class)
            .list()
            .stream()
            .map(String::valueOf)
            .toList();
    Set<String> asked = new HashSet<>();
    trials.forEach(trial -> asked.add(trial.command().commandId().toString()));
    assertThat(told).hasSize(EDITS).containsAll(asked);
  }

  private void cutAndMend() {
    var random = new SplittableRandom(7);
    while (!over.get()) {
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(20, 250)).toNanos());
      google.network().cut();
      cuts++;
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(20, 150)).toNanos());
      google.network().mend();
    }
  }
}
