package dev.calsync.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.calsync.simulator.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of messages on their way: infra/docs/google-calendar.md §7.15. */
class PushChanceTests {
  @Test
  void withoutFaultsEachMessageGoesOutOnceAndAtOnce() {
    assertThat(drawn(1, PushFaults.NONE)).containsOnly(List.of(Duration.ZERO));
  }

  @Test
  @Shows("§7.15 a share of messages is lost")
  void aShareOfTheMessagesIsDropped() {
    assertThat(drawn(1, PushFaults.dropping(0.3)))
        .filteredOn(List::isEmpty)
        .hasSizeBetween(200, 400);
  }

  @Test
  @Shows("§7.15 a share of messages is doubled")
  void aMessageCanComeManyTimes() {
    var faults = new PushFaults(false, 0, 0.5, 7, 0, 0, 0, 0);
    assertThat(drawn(1, faults)).extracting(List::size).containsOnly(1, 7);
  }

  @Test
  @Shows("§7.15 messages are late, from milliseconds to an hour")
  void aMessageCanBeAnHourLateAndNoLater() {
    var faults = new PushFaults(false, 0, 0, 1, 100, 0.5, 3_600_000, 0);
    List<Duration> waits = drawn(1, faults).stream().flatMap(List::stream).toList();
    assertThat(Collections.max(waits)).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(61));
    assertThat(Collections.min(waits)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  @Shows("§7.15 messages overtake one another")
  void aMessageCanBeOvertaken() {
    var faults = new PushFaults(false, 0, 0, 1, 0, 0, 0, 0.5);
    List<Duration> waits = drawn(1, faults).stream().flatMap(List::stream).toList();
    assertThat(waits).isNotEqualTo(waits.stream().sorted().toList());
  }

  @Test
  @Shows("§7.19 one seed has the same faults and answers")
  void theSameSeedHasTheSameFate() {
    var faults = new PushFaults(false, 0.2, 0.2, 3, 0, 0.2, 60_000, 0.2);
    assertThat(drawn(5, faults)).isEqualTo(drawn(5, faults)).isNotEqualTo(drawn(6, faults));
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PushFaults.dropping(2));
  }

  private static List<List<Duration>> drawn(long seed, PushFaults faults) {
    PushChance chance = new PushChance(new Chance(seed).of("pushes"));
    return new ArrayList<>(IntStream.range(0, 1_000).mapToObj(_ -> chance.copies(faults)).toList());
  }
}
