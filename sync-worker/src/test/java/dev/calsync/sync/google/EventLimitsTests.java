package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class EventLimitsTests {
  static final DataSize DEFAULT = DataSize.ofKilobytes(400);
  static final int DEFAULT_BYTES = (int) DEFAULT.toBytes();

  @ParameterizedTest
  @ValueSource(longs = {0, 16_383, 16_777_217})
  void aSizeOutOfBoundsIsRefusedByName(long bytes) {
    assertThatThrownBy(() -> new EventLimits(DataSize.ofBytes(bytes)))
        .hasMessageContaining("calsync.sync.event-bytes");
  }

  /** Event and old values, the names of all fields thrice, and the envelope. */
  @Test
  void aChangeOfTheLargestEventStaysWithinWhatKafkaTakes() {
    long names = 3L * Storable.MOST_FIELDS * (Storable.LONGEST_NAME + 3);
    assertThat(2 * DEFAULT.toBytes()).isLessThan(1_048_576 - 4_096);
    assertThat(names).isLessThan(DEFAULT.toBytes());
  }
}
