package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInGoogleTests {
  private final StandInGoogle google = new StandInGoogle();

  @AfterEach
  void close() throws IOException {
    google.close();
  }

  @Test
  void aListIsCountedAndTellsWhatChangedSince() throws Exception {
    google.change(3);

    assertThat(get("calendar/v3/calendars/cal-3/events?maxResults=2500&syncToken=0"))
        .contains("\"sequence\":1,")
        .endsWith("\"nextSyncToken\":\"1\"}");
    assertThat(google.lists(0, 10)).isEqualTo(1);
  }

  @Test
  void everyAccountHasATokenWhetherItIsAskedInOnePieceOrInChunks() throws Exception {
    String path = "internal/accounts/7/access-token";

    assertThat(post(path, BodyPublishers.ofString("{}"))).contains("\"accessToken\"");
    assertThat(post(path, BodyPublishers.fromPublisher(BodyPublishers.ofString("{\"a\":1}"))))
        .contains("\"accessToken\"");
  }

  @Test
  void aCalendarsNumberIsInItsId() {
    assertThat(Calendars.number(Calendars.id(12_345).toString())).isEqualTo(12_345);
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(google.url() + path)).build());
  }

  private String post(String path, HttpRequest.BodyPublisher body) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(google.url() + path)).POST(body).build());
  }

  private static String send(HttpRequest request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
