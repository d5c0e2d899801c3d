package dev.calsync.system;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A push that Google could have sent: its token is signed with the system's own key. */
final class GenuinePush {
  private final RunningSystem system;
  private final Map<String, String> headers;
  private final Http http = new Http();

  GenuinePush(RunningSystem system, String calendarId) {
    this.system = system;
    var channel = new ChannelId(UUID.randomUUID());
    var key = ChannelToken.Key.derivedFrom(RunningSystem.CLIENT_SECRET);
    Instant expiry = Instant.now().plus(Duration.ofHours(1));
    String token = new ChannelToken(List.of(key)).sign(channel, CalendarId.of(calendarId), expiry);
    this.headers =
        Map.of(
            "X-Goog-Channel-ID",
            channel.toString(),
            "X-Goog-Channel-Token",
            token,
            "X-Goog-Message-Number",
            "7",
            "X-Goog-Resource-ID",
            "some-resource",
            "X-Goog-Resource-State",
            "exists",
            "X-Goog-Resource-URI",
            system.googleUrl() + "/calendar/v3/calendars/some/events");
  }

  String token() {
    return String.valueOf(headers.get("X-Goog-Channel-Token"));
  }

  /** The same through a channel that the token is not of. */
  GenuinePush forged() {
    Map<String, String> others = new HashMap<>(headers);
    others.put("X-Goog-Channel-ID", UUID.randomUUID().toString());
    return new GenuinePush(system, others);
  }

  private GenuinePush(RunningSystem system, Map<String, String> headers) {
    this.system = system;
    this.headers = headers;
  }

  HttpResponse<String> send() {
    return http.post(system.url() + "/api/calendar/webhook", headers, "");
  }
}
