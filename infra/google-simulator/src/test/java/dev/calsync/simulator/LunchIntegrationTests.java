package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the README, word for word. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com", seed = 7)
class LunchIntegrationTests {
  @Test
  void lunchIsReadAtTheSecondAttempt(GoogleSimulator google) throws IOException {
    var lunch =
        Map.of(
            "summary", "Lunch",
            "start", Map.of("date", "2026-03-02"),
            "end", Map.of("date", "2026-03-03"));
    google.google().person("ada@example.com").create("primary", lunch);
    google.control("/faults", Map.of("match", "events.list", "status", 503));
    var list =
        new Calendar.Builder(
                new NetHttpTransport(),
                GsonFactory.getDefaultInstance(),
                request ->
                    request
                        .getHeaders()
                        .setAuthorization("Bearer " + google.accessToken("ada@example.com")))
            .setRootUrl(google.url() + "/")
            .build()
            .events()
            .list("primary");
    assertThatThrownBy(list::execute).hasMessageContaining("503");
    assertThat(list.execute().getItems()).hasSize(1);
  }
}
