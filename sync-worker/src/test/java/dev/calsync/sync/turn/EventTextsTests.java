package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChangeData;
import dev.calsync.model.EventResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventTextsTests {
  private static final EventResource EVENT =
      new EventResource(Map.of("id", "e", "summary", "Caf\u00e9 \"Zero\" \ud83d\ude80"));

  private final JsonMapper json = JsonMapper.shared();
  private final EventTexts texts = new EventTexts(json);

  @Test
  void anEventIsWrittenOnce() {
    assertThat(texts.of(EVENT)).isEqualTo(json.writeValueAsString(EVENT)).isSameAs(texts.of(EVENT));
  }

  @Test
  void aChangeHoldsTheEventAsTheMirrorHoldsIt() {
    Map<String, @Nullable Object> previous = new LinkedHashMap<>();
    previous.put("summary", "Before");
    previous.put("location", null);
    var data = new ChangeData(EVENT, List.of("summary", "location"), previous, "because");

    assertThat(texts.of(data)).contains(texts.of(EVENT));
    assertThat(json.readValue(texts.of(data), ChangeData.class)).isEqualTo(data);
  }

  @Test
  void aChangeOfNoEventHoldsNone() {
    var data = new ChangeData(null, List.of(), Map.of(), "first sync");

    assertThat(json.readTree(texts.of(data)).has("event")).isFalse();
    assertThat(json.readValue(texts.of(data), ChangeData.class)).isEqualTo(data);
  }
}
