package dev.calsync.simulator.channel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as its maker sees it.
 *
 * @param resourceUri the resource as its maker wrote it
 * @param token echoed in every message
 */
public record Channel(
    String id,
    String email,
    String clientId,
    Resource resource,
    String resourceId,
    String resourceUri,
    String address,
    @Nullable String token,
    Instant expiration) {

  /** The answer to a watch request (infra/docs/google-calendar.md §2.1). */
  public Map<String, Object> json() {
    return json(false);
  }

  /** The same, with the expiration as the guide shows it or as the discovery document says. */
  public Map<String, Object> json(boolean expirationAsNumber) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "api#channel");
    json.put("id", id);
    json.put("resourceId", resourceId);
    json.put("resourceUri", resourceUri);
    if (token != null) {
      json.put("token", token);
    }
    long millis = expiration.toEpochMilli();
    json.put("expiration", expirationAsNumber ? (Object) millis : Long.toString(millis));
    return json;
  }
}
