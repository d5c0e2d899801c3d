package dev.calsync.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A calendar at Google. */
record GoogleCalendar(String id, String summary) {
  /** Its id as a part of a path. */
  String pathId() {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
