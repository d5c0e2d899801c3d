package dev.calsync.channel;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in's Calendar API: a list of calendars, and channels on it and on them. */
final class StandInCalendarApi {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final StandInGoogle google;

  StandInCalendarApi(StandInGoogle google) {
    this.google = google;
  }

  void answer(HttpExchange exchange, String path, String body) throws IOException {
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (google.rejectedAccessTokens.contains(token.replace("Bearer ", ""))) {
      refuse(exchange, 401, "authError");
    } else if (path.endsWith("/users/me/calendarList/watch")) {
      watchList(exchange, body);
    } else if (path.endsWith("/users/me/calendarList") && !google.listError.isEmpty()) {
      refuse(exchange, google.listError);
    } else if (path.endsWith("/users/me/calendarList")) {
      google.listCalls.incrementAndGet();
      StandInGoogle.send(
          exchange,
          200,
          Map.of("kind", "calendar#calendarList", "items", CalendarList.of(google.calendars)));
    } else if (path.endsWith("/events/watch")) {
      watch(exchange, body);
    } else if (path.endsWith("/channels/stop") && !google.stopError.isEmpty()) {
      refuse(exchange, google.stopError);
    } else if (path.endsWith("/channels/stop")) {
      JsonNode channel = JSON.readTree(body);
      (isOfList(channel) ? google.stoppedLists : google.stopped).add(channel);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else {
      refuse(exchange, 404, "notFound");
    }
  }

  private void refuse(HttpExchange exchange, String error) throws IOException {
    String[] statusAndReason = error.split(" ", 2);
    refuse(exchange, Integer.parseInt(statusAndReason[0]), statusAndReason[1]);
  }

  private boolean isOfList(JsonNode channel) {
    return google.watchedLists.stream()
        .anyMatch(list -> list.path("id").equals(channel.path("id")));
  }

  private void watchList(HttpExchange exchange, String body) throws IOException {
    JsonNode channel = JSON.readTree(body);
    google.watchedLists.add(channel);
    sendChannel(exchange, channel, "list-" + google.watchedLists.size());
  }

  private void watch(HttpExchange exchange, String body) throws IOException {
    google.watchCalls.incrementAndGet();
    if (!google.watchError.isEmpty()) {
      refuse(exchange, google.watchError);
      return;
    }
    JsonNode channel = JSON.readTree(body);
    google.watched.add(channel);
    google.beforeWatchAnswer.accept(channel);
    sendChannel(exchange, channel, "resource-" + google.watched.size());
  }

  private void sendChannel(HttpExchange exchange, JsonNode channel, String resource)
      throws IOException {
    StandInGoogle.send(
        exchange,
        200,
        Map.of(
            "kind",
            "api#channel",
            "id",
            channel.path("id").asString(),
            "resourceId",
            resource,
            "expiration",
            Long.toString(Instant.now().plus(google.channelLife).toEpochMilli())));
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    var error = Map.of("domain", "global", "reason", reason, "message", reason);
    StandInGoogle.send(
        exchange,
        status,
        Map.of("error", Map.of("code", status, "message", reason, "errors", List.of(error))));
  }
}
