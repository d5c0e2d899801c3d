package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventResourceTests {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void unknownFieldsAndTheirOrderAreKept() {
    String json =
        """
        {"zulu":1,"id":"e1","etag":"\\"7\\"","alpha":{"y":null,"x":[1,2.5,"ü",true]},"nothing":null,\
        "big":12345678901234567890,"mike":[]}\
        """;
    assertThat(JSON.writeValueAsString(JSON.readValue(json, EventResource.class))).isEqualTo(json);
  }

  @Test
  void fieldsWeReadAreFound() {
    var event =
        read(
            """
            {"id":"e1","etag":"x","status":"cancelled","recurringEventId":"m",
             "start":{"dateTime":"2026-03-02T10:00:00+01:00"},"recurrence":["RRULE:FREQ=DAILY"]}
            """);
    assertThat(event.id()).isEqualTo(new EventId("e1"));
    assertThat(event.etag()).isEqualTo("x");
    assertThat(event.isCancelled()).isTrue();
    assertThat(event.recurringEventId()).isEqualTo("m");
    assertThat(event.isRecurring()).isTrue();
    assertThat(event.object("start")).containsEntry("dateTime", "2026-03-02T10:00:00+01:00");
  }

  @Test
  void fieldsOfAnotherKindAreAsIfAbsent() {
    var event =
        read("{\"id\":7,\"etag\":{},\"start\":\"soon\",\"status\":null,\"recurrence\":null}");
    assertThat(event.etag()).isNull();
    assertThat(event.object("start")).isEmpty();
    assertThat(event.isCancelled()).isFalse();
    assertThat(event.isRecurring()).isFalse();
    assertThatThrownBy(event::id).hasMessageContaining("without an id");
  }

  @Test
  void resourceDoesNotChangeWithTheMapItWasMadeFrom() {
    Map<String, @Nullable Object> fields = new HashMap<>(Map.of("id", "e1"));
    var event = new EventResource(fields);
    fields.put("id", "e2");
    assertThat(event.id()).isEqualTo(new EventId("e1"));
    assertThatThrownBy(() -> event.fields().put("id", "e3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static EventResource read(String json) {
    return JSON.readValue(json, EventResource.class);
  }
}
