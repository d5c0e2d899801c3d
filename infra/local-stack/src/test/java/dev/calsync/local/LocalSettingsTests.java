package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTests {
  @Test
  void everythingRunsUnlessToldOtherwise() {
    assertThat(settings(Map.of()).parts()).containsExactly(Part.values());
  }

  @Test
  void theServicesBringTheirFrontDoorAndNothingElseDoes() {
    assertThat(settings(Map.of(), "--calsync.local.parts=services").parts())
        .containsExactly(Part.SERVICES, Part.FRONT_DOOR);
    assertThat(settings(Map.of(), "--calsync.local.parts=postgres, kafka").parts())
        .containsExactly(Part.KAFKA, Part.POSTGRES);
  }

  @Test
  void anArgumentWinsOverTheEnvironment() {
    Map<String, String> environment = Map.of("CALSYNC_LOCAL_PORTS_FRONT_DOOR", "1111");
    assertThat(settings(environment).port(Port.FRONT_DOOR)).isEqualTo(1111);
    assertThat(settings(environment, "--calsync.local.ports.front-door=2222").port(Port.FRONT_DOOR))
        .isEqualTo(2222);
  }

  @Test
  void theEnvironmentMayWriteNamesAsSpringDoes() {
    var settings = settings(Map.of("CALSYNC_LOCAL_PORTS_FRONTDOOR", "1111"));
    assertThat(settings.url()).isEqualTo("http://localhost:1111");
  }

  @Test
  void theDataFolderIsInTheHomeUnlessToldOtherwise() {
    assertThat(settings(Map.of()).data()).isEqualTo(Path.of("/home/ada/.calsync/local"));
    assertThat(settings(Map.of("CALSYNC_LOCAL_DATA", "/tmp/x")).data())
        .isEqualTo(Path.of("/tmp/x"));
  }

  @ParameterizedTest
  @CsvSource({
    "--calsync.local.parts=kafka;redis, redis",
    "--calsync.local.ports.kafka=0, calsync.local.ports.kafka",
    "--calsync.local.ports.kafka=many, calsync.local.ports.kafka",
    "--calsync.local.ports.kafka=70000, calsync.local.ports.kafka",
    "--calsync.local.port.kafka=1, calsync.local.port.kafka",
    "kafka, --name=value",
  })
  void aWrongSettingIsNamed(String argument, String named) {
    assertThatThrownBy(() -> settings(Map.of(), argument.replace(';', ',')))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(named);
  }

  private static LocalSettings settings(Map<String, String> environment, String... args) {
    var system = new Properties();
    system.setProperty("user.home", "/home/ada");
    return LocalSettings.of(new Lookup(args, system, environment));
  }
}
