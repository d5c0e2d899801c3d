package dev.calsync.system;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Edits of one person at Google, each of which must succeed. */
final class GoogleEdits {
  private static final String KNOWS_ALL = "?conferenceDataVersion=1&supportsAttachments=true";

  private final Http http;
  private final String url;
  private final Person person;

  GoogleEdits(Http http, String url, Person person) {
    this.http = http;
    this.url = url;
    this.person = person;
  }

  JsonNode insert(GoogleCalendar calendar, Map<String, Object> event) {
    return send("POST", calendar, KNOWS_ALL, Http.JSON.writeValueAsString(event));
  }

  JsonNode patch(GoogleCalendar calendar, String event, Map<String, Object> fields) {
    return send("PATCH", calendar, "/" + event, Http.JSON.writeValueAsString(fields));
  }

  void delete(GoogleCalendar calendar, String event) {
    send("DELETE", calendar, "/" + event, "");
  }

  private JsonNode send(String method, GoogleCalendar calendar, String event, String body) {
    String address =
        "%s/calendar/v3/calendars/%s/events%s".formatted(url, calendar.pathId(), event);
    return http.json(
        HttpRequest.newBuilder(URI.create(address))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + person.accessToken())
            .header("Content-Type", "application/json"));
  }
}
