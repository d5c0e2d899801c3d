package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a place where there is none for all. */
class RoomTests {
  @ParameterizedTest
  @CsvSource({
    "3 4 5, 3 4 5",
    "11 3 4, 3 4",
    "3 11 4 12, 3 4",
    "12 11 1, 11 1",
    "6 7 1, 6 1",
    "0 12, 0 12",
    "13, ''",
  })
  void theSmallestHaveTheirPlacesHoweverTheyCome(String sizes, String kept) {
    var room = new Room<Integer>(12);
    for (String size : sizes.split(" ", -1)) {
      room.add(new CalendarId(UUID.randomUUID()), Integer.parseInt(size), Integer.valueOf(size));
    }
    Map<CalendarId, Integer> content = room.kept();
    assertThat(content.values().stream().map(String::valueOf))
        .containsExactlyInAnyOrder(kept.isEmpty() ? new String[0] : kept.split(" ", -1));
  }
}
