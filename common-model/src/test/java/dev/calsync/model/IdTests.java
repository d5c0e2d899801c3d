package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IdTests {
  private static final String CANONICAL = "01939f6e-0000-7000-8000-00000000000c";
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<Function<String, Object>> IDS =
      List.of(AccountId::of, CalendarId::of, ChannelId::of, CommandId::of, UserId::of);

  @Test
  void idIsItsCanonicalText() {
    for (var id : IDS) {
      assertThat(id.apply(CANONICAL)).hasToString(CANONICAL);
      assertThat(id.apply("01939F6E-0000-7000-8000-00000000000C")).hasToString(CANONICAL);
    }
  }

  @Test
  void idTravelsAsText() {
    for (var id : IDS) {
      Object made = id.apply(CANONICAL);
      String json = JSON.writeValueAsString(made);
      assertThat(json).isEqualTo('"' + CANONICAL + '"');
      assertThat(JSON.readValue(json, made.getClass())).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "01939f6e00007000800000000000000c",
        "{1939f6e-0000-7000-8000-00000000000}",
        "01939f6e-0000-7000-8000-00000000000g",
        " 1939f6e-0000-7000-8000-00000000000c",
        "01939f6e-0000-7000-8000-00000000000c\n"
      })
  void whatIsNoUuidIsRefusedAndTheTypeNamed(String text) {
    for (var id : IDS) {
      assertThatThrownBy(() -> id.apply(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Id: '")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void longTextIsNotRepeatedInFull() {
    assertThatThrownBy(() -> UserId.of("x".repeat(100_000))).message().hasSizeLessThan(200);
  }

  @Test
  void eventIdIsGooglesAndOpaque() {
    assertThat(JSON.readValue("\"abc_R20260302T090000\"", EventId.class))
        .isEqualTo(new EventId("abc_R20260302T090000"));
    assertThat(new EventId("x".repeat(1024)).value()).hasSize(1024);
    assertThatThrownBy(() -> new EventId("x".repeat(1025))).hasMessageContaining("1025");
    assertThatThrownBy(() -> new EventId(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EventId("a\0")).hasMessageContaining("NUL");
  }

  @Test
  void aNewChannelIdIsARandomUuid() {
    var random = new SplittableRandom(1);
    ChannelId id = ChannelId.drawnFrom(random);

    assertThat(id.value().version()).isEqualTo(4);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(ChannelId.of(id.toString())).isEqualTo(id).isNotEqualTo(ChannelId.drawnFrom(random));
  }

  @Test
  void publishedNamesAreRead() {
    for (ChangeType type : ChangeType.values()) {
      assertThat(ChangeType.of(type.ceType())).isEqualTo(type);
    }
    for (Origin origin : Origin.values()) {
      assertThat(Origin.of(origin.published())).isEqualTo(origin);
    }
    assertThatThrownBy(() -> ChangeType.of("calsync.event.created.v2"))
        .hasMessageContaining("calsync.event.created.v2");
    assertThatThrownBy(() -> new SyncToken("")).isInstanceOf(IllegalArgumentException.class);
  }
}
