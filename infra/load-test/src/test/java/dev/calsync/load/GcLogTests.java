package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GcLogTests {
  @Test
  void peakIsBeforeAndLiveAfterACollection() {
    var log =
        GcLog.of(
            List.of(
                "[0.010s][info][gc] Using G1",
                "[1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 180M->95M(512M) 9.2ms",
                "[2.3s][info][gc] GC(1) Pause Young (Mixed) (G1 Evacuation Pause) 150M->110M(512M) 3ms",
                "[2.4s][info][gc] GC(2) Concurrent Mark Cycle 12.291ms",
                "[3.1s][info][gc] GC(3) Pause Full (G1 Compaction Pause) 170M->90M(512M) 582ms"));

    assertThat(log).isEqualTo(new GcLog(3, 180, 110, 1));
  }
}
