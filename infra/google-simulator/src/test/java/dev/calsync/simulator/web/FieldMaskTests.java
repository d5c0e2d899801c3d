package dev.calsync.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Partial responses: infra/docs/google-calendar.md §1.11. */
class FieldMaskTests {
  @Test
  void onlyWhatIsNamedIsKept() {
    Map<String, Object> event =
        Map.of("id", "1", "etag", "e", "start", Map.of("dateTime", "d", "timeZone", "z"));
    Map<String, Object> page = Map.of("items", List.of(event), "kind", "k", "nextSyncToken", "t");
    assertThat(FieldMask.parse("items(id,start/dateTime),nextSyncToken").apply(page))
        .isEqualTo(
            Map.of(
                "items",
                List.of(Map.of("id", "1", "start", Map.of("dateTime", "d"))),
                "nextSyncToken",
                "t"));
  }
}
