package dev.calsync.channel.google;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Google made of a watch request.
 *
 * @param expiration when the channel ends; Google may shorten what was asked for
 */
public record Watched(String resourceId, @Nullable Instant expiration) {
  /**
   * The expiration is a string by the discovery document and a number by the guide: both are read.
   */
  static Watched read(String answer, JsonMapper json) throws GoogleFault {
    try {
      JsonNode channel = json.readTree(answer);
      long millis = channel.path("expiration").asLong(0);
      String resourceId = channel.path("resourceId").asString("");
      if (resourceId.isEmpty()) {
        throw new GoogleFault(GoogleFault.Kind.TRANSIENT, "a channel without a resource id", null);
      }
      return new Watched(resourceId, millis <= 0 ? null : Instant.ofEpochMilli(millis));
    } catch (JacksonException e) {
      throw new GoogleFault(GoogleFault.Kind.TRANSIENT, "unreadable answer to watch", null);
    }
  }
}
