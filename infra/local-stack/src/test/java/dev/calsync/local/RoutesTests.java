package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTests {
  @ParameterizedTest
  @CsvSource({
    "/api/calendar/webhook, INGRESS",
    "/robots.txt, INGRESS",
    "/google0123456789abcdef.html, INGRESS",
    "/oauth2/authorization/google, CHANNEL_MANAGER",
    "/login/oauth2/code/google, CHANNEL_MANAGER",
    "/logout, CHANNEL_MANAGER",
    "/api/accounts, CHANNEL_MANAGER",
    "/api/accounts/1/calendars, CHANNEL_MANAGER",
    "/, NOTIFIER",
    "/app.js, NOTIFIER",
    "/api/calendars, NOTIFIER",
    "/api/calendar/webhook/more, NOTIFIER",
    "/api/accountsX, NOTIFIER",
    "/loginX, NOTIFIER",
    "/googly.html, NOTIFIER",
    "/api/stream, NOTIFIER",
  })
  void aPathBelongsToOneService(String path, Port service) {
    assertThat(Routes.of(path)).contains(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/internal", "/internal/accounts/1/access-token", "/actuator", "/actuator/health"})
  void whatIsForTheInsideIsNobodysOutside(String path) {
    assertThat(Routes.of(path)).isEmpty();
  }
}
