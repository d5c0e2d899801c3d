package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FreePortsTests {
  @Test
  void aTakenPortIsNamedWithTheSettingThatChangesIt() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> FreePorts.require(kafkaOn(port)))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "port %s (kafka) is taken; free it, or choose another: CALSYNC_LOCAL_PORTS_KAFKA",
              port);
    }
  }

  @Test
  void aFreePortIsNot() throws IOException {
    String port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(taken.getLocalPort());
    }
    assertThatCode(() -> FreePorts.require(kafkaOn(port))).doesNotThrowAnyException();
  }

  @Test
  void aPortWantedTwiceIsToldApartFromATakenOne() {
    var environment =
        Map.of("CALSYNC_LOCAL_PORTS_NOTIFIER", "7", "CALSYNC_LOCAL_PORTS_INGRESS", "7");
    String[] services = {"--calsync.local.parts=services"};
    var settings = LocalSettings.of(new Lookup(services, new Properties(), environment));
    assertThatThrownBy(() -> FreePorts.require(settings))
        .hasMessageContaining("wanted twice")
        .hasMessageContaining("calsync.local.ports.notifier");
  }

  private static LocalSettings kafkaOn(String port) {
    String[] args = {"--calsync.local.parts=kafka", "--calsync.local.ports.kafka=" + port};
    return LocalSettings.of(new Lookup(args, new Properties(), Map.of()));
  }
}
