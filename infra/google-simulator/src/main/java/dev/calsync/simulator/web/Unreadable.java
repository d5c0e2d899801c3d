package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body, without a word of our classes: they mean nothing to whoever asked. */
final class Unreadable {
  private Unreadable() {}

  static GoogleError of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return switch (root) {
      case GoogleError refused -> refused; // What was read knows better what is wrong with it.
      case IllegalArgumentException wrong ->
          GoogleError.invalid(String.valueOf(wrong.getMessage()));
      case InvalidNullException nothing ->
          GoogleError.invalid(path(nothing) + ": null (expected: a value)");
      case UnrecognizedPropertyException unknown ->
          GoogleError.invalid("unknown field: " + unknown.getPropertyName());
      case JacksonException mistaken
          when !(mistaken instanceof StreamReadException) && !mistaken.getPath().isEmpty() ->
          GoogleError.invalid("not understood: " + path(mistaken));
      default -> new GoogleError(400, "global", "parseError", "Parse Error", null);
    };
  }

  private static String path(JacksonException mistaken) {
    return mistaken.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
