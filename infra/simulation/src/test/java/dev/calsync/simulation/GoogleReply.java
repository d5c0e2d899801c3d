package dev.calsync.simulation;

import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of simulated Google.
 *
 * @param retryAfter seconds, or null for no such header
 */
record GoogleReply(int status, Map<String, Object> body, @Nullable Integer retryAfter) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static GoogleReply of(Map<String, Object> body) {
    return new GoogleReply(200, body, null);
  }

  static GoogleReply of(GoogleError error, @Nullable Integer retryAfter) {
    return new GoogleReply(error.status(), error.envelope(), retryAfter);
  }

  /** The same with another field in its body, or without it. */
  GoogleReply with(String field, @Nullable Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(body);
    if (value == null) {
      changed.remove(field);
    } else {
      changed.put(field, value);
    }
    return new GoogleReply(status, changed, retryAfter);
  }

  LowLevelHttpResponse toResponse() {
    var response = new MockLowLevelHttpResponse().setStatusCode(status);
    if (retryAfter != null) {
      response.addHeader("Retry-After", retryAfter.toString());
    }
    return status == 204
        ? response.setZeroContent()
        : response.setContentType("application/json").setContent(JSON.writeValueAsString(body));
  }
}
