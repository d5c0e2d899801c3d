package dev.calsync.simulator;

import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** Ada, who has a token and calls without Google's client. */
abstract class AdaOnTheWire {
  static final String ADA = "ada@example.com";
  static final JsonMapper JSON = JsonMapper.builder().build();

  final HttpClient http = HttpClient.newHttpClient();
  final GoogleSimulator google;
  String token = "";

  AdaOnTheWire(GoogleSimulator google) {
    this.google = google;
  }

  @BeforeEach
  final void signIn() {
    token = google.accessToken(ADA);
  }

  @AfterEach
  final void close() {
    http.close();
  }
}
