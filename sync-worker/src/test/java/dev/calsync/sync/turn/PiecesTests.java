package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTests {
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 1, 1", "200, 1, 1", "201, 2, 1", "2500, 13, 1"})
  void aPageOfAFullSyncIsCutIntoPiecesOfTwoHundred(int events, int fullSync, int delta) {
    assertThat(Pieces.of(page(events), true, _ -> 0)).hasSize(fullSync);
    assertThat(Pieces.of(page(events), false, _ -> 0)).hasSize(delta);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void noPieceBringsMoreIntoTheHeapThanItMayUnlessItIsOfFewEvents(boolean fullSync) {
    long large = 100_000;

    List<List<EventResource>> pieces =
        Pieces.of(page(700), fullSync, piece -> piece.size() * large);

    assertThat(pieces).hasSizeGreaterThan(10);
    assertThat(pieces)
        .allSatisfy(piece ->
            assertThat(piece.size() <= Pieces.FEW || piece.size() * large <= Pieces.MOST_BYTES)
                .isTrue());
  }

  @Test
  void theOrderOfThePageIsKept() {
    List<EventResource> page = page(1_234);

    List<List<EventResource>> pieces = Pieces.of(page, true, piece -> piece.size() * 50_000L);

    assertThat(pieces.stream().flatMap(List::stream)).containsExactlyElementsOf(page);
  }

  private static List<EventResource> page(int events) {
    return IntStream.range(0, events)
        .mapToObj(i -> new EventResource(Map.of("id", "event" + i)))
        .toList();
  }
}
