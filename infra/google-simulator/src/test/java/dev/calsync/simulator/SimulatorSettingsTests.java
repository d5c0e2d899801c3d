package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.calsync.simulator.SimulatorSettings.Push;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorSettingsTests {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aPatienceOfNothingIsRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Push(SECOND, SECOND, SECOND, Duration.ZERO))
        .withMessage("google-simulator.push.timeout: PT0S (expected: more than nothing)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Push(SECOND.negated(), SECOND, SECOND, SECOND))
        .withMessageContaining("google-simulator.push.first-retry");
  }

  @Test
  void channelsThatEndAsTheyBeginAreRefused() {
    var push = new Push(SECOND, SECOND, SECOND, SECOND);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SimulatorSettings(false, false, 1, Duration.ZERO, Map.of(), null, push))
        .withMessageContaining("google-simulator.longest-channel: PT0S");
  }
}
