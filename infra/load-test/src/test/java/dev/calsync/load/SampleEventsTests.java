package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleEventsTests {
  private final JsonMapper json = new JsonMapper();

  @Test
  void aDeltaNamesEachChangeSinceTheTokenOnce() {
    JsonNode delta = json.readTree(SampleEvents.delta(3, 5));

    assertThat(delta.at("/items").size()).isEqualTo(2);
    assertThat(delta.at("/items/0/sequence").asLong()).isEqualTo(4);
    assertThat(delta.at("/nextSyncToken").asString()).isEqualTo("5");
  }

  @Test
  void aDeltaNamesAnEventThatChangedTwiceOnlyAsItStands() {
    JsonNode delta = json.readTree(SampleEvents.delta(0, 2 * SampleEvents.PER_CALENDAR));

    assertThat(delta.at("/items").values())
        .extracting(event -> event.get("id"))
        .doesNotHaveDuplicates();
    assertThat(
            delta.at("/items").values().stream()
                .mapToLong(event -> event.get("sequence").asLong())
                .sum())
        .isEqualTo(SampleEvents.sumAfter(2 * SampleEvents.PER_CALENDAR));
  }

  @Test
  void theSumOfVersionsIsThatOfTheNewestOnes() {
    assertThat(SampleEvents.sumAfter(0)).isZero();
    assertThat(SampleEvents.sumAfter(7)).isEqualTo(LongStream.rangeClosed(1, 7).sum());
    assertThat(SampleEvents.sumAfter(60)).isEqualTo(LongStream.rangeClosed(11, 60).sum());
  }

  @Test
  void aRecordsVersionIsThatOfItsEvent() {
    assertThat(SampleEvents.version("{\"event\":" + SampleEvents.event(42, 1) + "}")).isEqualTo(42);
  }

  @Test
  void onlyTheLastPageEndsInASyncToken() throws IOException {
    assertThat(page(0).has("nextPageToken")).isTrue();
    assertThat(page(0).has("nextSyncToken")).isFalse();
    assertThat(page(1).has("nextSyncToken")).isTrue();
    assertThat(page(1).at("/items/0/id").asString()).isEqualTo("load000010");
  }

  private JsonNode page(int page) throws IOException {
    byte[] zipped = SampleEvents.page(page, 2, 10);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return json.readTree(in.readAllBytes());
    }
  }
}
