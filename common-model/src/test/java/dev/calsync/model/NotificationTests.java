package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class NotificationTests {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String WHOLE = JSON.writeValueAsString(Examples.notification());

  @ParameterizedTest
  @CsvSource({
    "o3hgv1538sdjfh, o3\\u0000",
    "o3hgv1538sdjfh, \\ud83d",
    "o3hgv1538sdjfh, \\udcc5\\ud83d",
    "exists, exi\\u0000sts",
    "2026-, +294277-",
    "2026-, +999999-",
    "2026-, +10000-",
    "2026-, -0001-",
    "2026-, -999999-"
  })
  void whatNoTableTakesIsNoNotification(String of, String to) {
    String json = WHOLE.replace(of, to);
    assertThat(json).isNotEqualTo(WHOLE);

    assertThatThrownBy(() -> JSON.readValue(json, Notification.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("field '");
  }

  @ParameterizedTest
  @CsvSource({"o3hgv1538sdjfh, 📅ü", "2026-, 0000-", "2026-, 9999-"})
  void whatATableTakesIsRead(String of, String to) {
    String json = WHOLE.replace(of, to);

    assertThat(JSON.writeValueAsString(JSON.readValue(json, Notification.class))).isEqualTo(json);
  }

  @Test
  void theIdOfWhatIsWatchedMayBeMissing() {
    var old = JSON.readValue(WHOLE.replace("\"o3hgv1538sdjfh\"", "null"), Notification.class);

    assertThat(old.resourceId()).isNull();
  }
}
