package dev.calsync.simulation;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A call as it comes to Google over the wire. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GoogleCall(
    String method,
    String path,
    Map<String, List<String>> parameters,
    @Nullable String authorization,
    @Nullable String ifMatch,
    byte[] body) {
  private static final Pattern EVENTS =
      Pattern.compile("/calendar/v3/calendars/([^/]+)/events(?:/([^/]+))?");
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What it shows; tokens here are {@code <email>/<number>}. */
  String token() {
    return String.valueOf(authorization).replaceFirst("^Bearer ", "");
  }

  /** Whose token that is. */
  String email() {
    String token = token();
    int slash = token.indexOf('/');
    return slash < 0 ? token : token.substring(0, slash);
  }

  /** Which calendar it is about; null for none. */
  @Nullable String calendar() {
    Matcher path = EVENTS.matcher(path());
    return path.matches() ? GoogleWire.decoded(path.group(1)) : null;
  }

  /** Which event, or {@code watch}; null for none. */
  @Nullable String event() {
    Matcher path = EVENTS.matcher(path());
    return path.matches() && path.group(2) != null ? GoogleWire.decoded(path.group(2)) : null;
  }

  /** The name of the method at Google. */
  String operation() {
    if (path.endsWith("/channels/stop")) {
      return "channels.stop";
    }
    if (path.endsWith("/calendarList/watch")) {
      return "calendarList.watch";
    }
    boolean one = event() != null;
    return switch (method) {
      case "GET" -> one ? "events.get" : "events.list";
      case "POST" -> "watch".equals(event()) ? "events.watch" : "events.insert";
      case "PUT" -> "events.update";
      case "PATCH" -> "events.patch";
      case "DELETE" -> "events.delete";
      default -> throw new IllegalArgumentException("no such call: " + method + " " + path);
    };
  }

  Map<String, Object> json() {
    return JSON.readValue(body, new TypeReference<>() {});
  }
}
