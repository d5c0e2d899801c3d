package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. */
record Parameters(Map<String, List<String>> given) {
  boolean has(String name) {
    return !texts(name).isEmpty();
  }

  @Nullable String text(String name) {
    List<String> values = texts(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  List<String> texts(String name) {
    return given.getOrDefault(name, List.of());
  }

  boolean flag(String name) {
    return "true".equals(text(name));
  }

  /** A positive number, cut to the largest that Google gives. */
  int limit(String name, int otherwise, int largest) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 1) {
        return Math.min(value, largest);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw GoogleError.invalidParameter(name, "Invalid value '" + text + "'.");
  }
}
