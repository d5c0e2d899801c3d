package dev.calsync.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import dev.calsync.simulator.GoogleSimulator;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What another project writes to test against the simulator. */
@dev.calsync.simulator.junit.GoogleSimulator(users = "ada@example.com", seed = 7)
class ExtensionIntegrationTests {
  private static String firstId = "";

  @RepeatedTest(2)
  @KnownBug(Complaint.NOTHING_TO_TEST_AGAINST)
  void eachTestBeginsAnewAndWithTheSameChance(GoogleSimulator google) throws IOException {
    Calendar calendar = client(google);
    assertThat(calendar.events().list("primary").execute().getItems()).isEmpty();
    String id = calendar.events().insert("primary", lunch()).execute().getId();
    firstId = firstId.isEmpty() ? id : firstId;
    assertThat(id).isEqualTo(firstId);
  }

  @Test
  void anUnknownSettingStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> GoogleSimulator.start("--google-simulator.demo-dta=false"))
        .rootCause()
        .hasMessageContaining("google-simulator.demo-dta");
  }

  @Nested
  class Inside {
    @Test
    void nestedClassesShareIt(GoogleSimulator google) throws IOException {
      assertThat(client(google).calendarList().list().execute().getItems()).hasSize(1);
    }
  }

  private static Event lunch() {
    EventDateTime noon =
        new EventDateTime()
            .setDateTime(new com.google.api.client.util.DateTime("2026-03-02T12:00:00Z"));
    return new Event().setSummary("Lunch").setStart(noon).setEnd(noon);
  }

  private static Calendar client(GoogleSimulator google) {
    String token = google.accessToken("ada@example.com");
    return new Calendar.Builder(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            request -> request.getHeaders().setAuthorization("Bearer " + token))
        .setRootUrl(google.url() + "/")
        .setApplicationName("test")
        .build();
  }
}
