package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Json;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Settings of which a caller names only those that change; an unknown name is refused. */
final class Overlay {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Overlay() {}

  /** What is not named is as here. */
  static <T> T of(T current, Map<String, Object> changes, Class<T> type) {
    return read(JSON.convertValue(current, new TypeReference<>() {}), changes, type);
  }

  static <T> T read(Map<String, Object> usual, Map<String, Object> changes, Class<T> type) {
    try {
      return JSON.convertValue(Json.merged(usual, changes), type);
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /** Without a word of our classes: they mean nothing to whoever asked. */
  private static GoogleError refusal(JacksonException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return switch (root) {
      case GoogleError refused -> refused; // What was read knows better what is wrong with it.
      case IllegalArgumentException wrong ->
          GoogleError.invalid(String.valueOf(wrong.getMessage()));
      case UnrecognizedPropertyException unknown ->
          GoogleError.invalid("unknown field: " + unknown.getPropertyName());
      default ->
          GoogleError.invalid(
              "not understood: "
                  + e.getPath().stream()
                      .map(JacksonException.Reference::getPropertyName)
                      .collect(Collectors.joining(".")));
    };
  }
}
