package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exceptions go with the end of a series. */
class SeriesEndTests {
  @ParameterizedTest
  @CsvSource({
    "2026-03-05T09:00:00Z, dateTime, 2026-03-05T10:00:00+01:00, true",
    "2026-03-05T09:00:00Z, dateTime, 2026-03-06T10:00:00+01:00, true",
    "2026-03-05T09:00:00Z, dateTime, 2026-03-05T09:59:59+01:00, false",
    "2026-03-05, date, 2026-03-05, true",
    "2026-03-05, date, 2026-03-04, false",
    "2026-03-05, dateTime, 2026-03-06T10:00:00+01:00, false",
    "2026-03-05T09:00:00Z, date, 2026-03-06, false",
    "2026-03-05T09:00:00Z, dateTime, soon, false",
  })
  void exceptionsGoThatStoodInForWhatIsGone(
      String from, String kind, String original, boolean gone) {
    var exception = new EventResource(Map.of("originalStartTime", Map.of(kind, original)));
    assertThat(new SeriesEnd(from).cutsOff(exception)).isEqualTo(gone);
  }
}
