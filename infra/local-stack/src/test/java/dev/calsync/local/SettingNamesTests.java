package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.SettingNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Here alone all services lie on one class path. */
class SettingNamesTests {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  static List<LocalService> services() {
    return Services.ALL;
  }

  @Test
  void settingsThatAreKnownAreThoseThatSomeServiceReads() throws IOException {
    List<String> read = new ArrayList<>();
    for (URL metadata : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
      try (InputStream json = metadata.openStream()) {
        JsonMapper.shared()
            .readTree(json)
            .path("properties")
            .valueStream()
            .map(property -> property.path("name").asString())
            .filter(name -> name.startsWith("calsync."))
            .forEach(read::add);
      }
    }

    assertThat(SettingNames.ALL).isEqualTo(read.stream().distinct().sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void noServiceStartsWithASettingThatIsMisspelt(LocalService service) {
    List<String> arguments = List.of("--calsync.sync.leese=1m");

    assertThatThrownBy(() -> service.start(arguments, Map.of()).close())
        .hasMessage("'calsync.sync.leese' is no setting (calsync.sync.lease is)");
  }
}
