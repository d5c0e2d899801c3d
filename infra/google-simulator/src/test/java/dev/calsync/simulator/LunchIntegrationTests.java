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
    var token = "Bearer " + google.accessToken("ada@example.com");
    var calendar =
        new Calendar.Builder(
                new NetHttpTransport(),
                GsonFactory.getDefaultInstance(),
                request -> request.getHeaders().setAuthorization(token))
            .setRootUrl(google.url() + "/")
            .setApplicationName("lunch")
            .build();
    var day = Map.of("date", "2026-03-02");
    var next = Map.of("date", "2026-03-03");
    google
        .google()
        .person("ada@example.com")
        .create("primary", Map.of("summary", "Lunch", "start", day, "end", next));
    google.control("/faults", Map.of("match", "events.list", "status", 503));
    assertThatThrownBy(calendar.events().list("primary")::execute).hasMessageContaining("503");
    assertThat(calendar.events().list("primary").execute().getItems()).hasSize(1);
  }
}
