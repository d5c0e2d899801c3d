package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TurnThreadsTests {
  @Test
  void eachPartitionIsTheFirstToBeLookedAtSometimes() {
    var threads = new TurnThreads(new SplittableRandom(1));
    List<Integer> partitions = List.of(0, 1, 2, 3);
    Set<Integer> first = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      List<Integer> shuffled = threads.shuffled(partitions);
      assertThat(shuffled).containsExactlyInAnyOrderElementsOf(partitions);
      first.add(shuffled.getFirst());
    }

    assertThat(first).containsExactlyInAnyOrderElementsOf(partitions);
  }
}
