package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class WithoutModulesTests {
  private static final String JDBC =
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";
  private static final String KAFKA =
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

  @Test
  void whatAServiceDoesNotHaveAloneItDoesNotGetHere() {
    assertThat(matches("jdbc,security")).containsExactly(false, true, true);
  }

  @Test
  void aServiceThatHasEverythingKeepsEverything() {
    assertThat(matches("")).containsExactly(true, true, true);
  }

  private static boolean[] matches(String without) {
    var filter = new WithoutModules();
    filter.setEnvironment(new MockEnvironment().withProperty(WithoutModules.SETTING, without));
    String[] names = {JDBC, KAFKA, null};
    return filter.match(names, null);
  }
}
