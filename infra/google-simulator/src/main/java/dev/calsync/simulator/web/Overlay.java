package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Json;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Settings of which a caller names only those that change; an unknown name is refused. */
final class Overlay {
  private static final JsonMapper JSON = strict();

  private Overlay() {}

  /** What is not named is as here. */
  static <T> T of(T current, Map<String, Object> changes, Class<T> type) {
    requireValues("", changes);
    return read(JSON.convertValue(current, new TypeReference<>() {}), changes, type);
  }

  /** Nothing is without a value; null would take it away. */
  private static void requireValues(String above, Map<?, ?> changes) {
    changes.forEach((name, value) -> {
      if (value == null) {
        throw GoogleError.invalid("%s%s: null (expected: a value)".formatted(above, name));
      }
      if (value instanceof Map<?, ?> inner) {
        requireValues(above + name + ".", inner);
      }
    });
  }

  static <T> T read(Map<String, Object> usual, Map<String, Object> changes, Class<T> type) {
    try {
      return JSON.convertValue(Json.merged(usual, changes), type);
    } catch (JacksonException e) {
      throw Unreadable.of(e);
    }
  }

  private static JsonMapper strict() {
    JsonMapper.Builder mapper = JsonMapper.builder();
    new StrictJson().customize(mapper);
    return mapper.build();
  }
}
