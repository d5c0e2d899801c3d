package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an event a client says that it knows; of the rest, what it sends is ignored and what
 * there is stays (infra/docs/google-calendar.md §4.6).
 */
public record ClientSupport(boolean conferences, boolean attachments) {
  static final ClientSupport OF_ALL = new ClientSupport(true, true);

  /** As its call's query says. */
  public static ClientSupport of(Map<String, List<String>> parameters) {
    Parameters given = new Parameters(parameters);
    String version = given.text("conferenceDataVersion");
    if (version != null && !version.matches("[01]")) {
      throw GoogleError.invalidParameter(
          "conferenceDataVersion", "Invalid value '" + version + "'.");
    }
    return new ClientSupport("1".equals(version), given.flag("supportsAttachments"));
  }

  /** What such a client changes of an event by sending this. */
  Map<String, Object> known(Map<String, Object> old, Map<String, Object> sent) {
    Map<String, Object> known = new LinkedHashMap<>(sent);
    if (!conferences) {
      keep("conferenceData", old, known);
    }
    if (!attachments) {
      keep("attachments", old, known);
    }
    return known;
  }

  private static void keep(String name, Map<String, Object> old, Map<String, Object> known) {
    known.remove(name);
    Object held = old.get(name);
    if (held != null) {
      known.put(name, held);
    }
  }
}
