package dev.calsync.simulator.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partial response: {@code items(id,start/dateTime),nextSyncToken}. */
record FieldMask(Map<String, FieldMask> parts) {
  private static final FieldMask ALL = new FieldMask(Map.of());

  static FieldMask parse(String text) {
    return new Reader(text).mask();
  }

  /** What of this value is wanted. */
  @Nullable Object apply(@Nullable Object value) {
    if (parts.isEmpty() || parts.containsKey("*")) {
      return value;
    }
    return switch (value) {
      case Map<?, ?> object -> applied(object);
      case List<?> list -> list.stream().map(this::apply).toList();
      case null, default -> value;
    };
  }

  private Map<String, Object> applied(Map<?, ?> object) {
    Map<String, Object> kept = new LinkedHashMap<>();
    object.forEach((name, inner) -> {
      FieldMask mask = parts.get(name);
      Object part = mask == null ? null : mask.apply(inner);
      if (part != null) {
        kept.put((String) name, part);
      }
    });
    return kept;
  }

  private static final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private FieldMask mask() {
      Map<String, FieldMask> parts = new LinkedHashMap<>();
      while (at < text.length() && text.charAt(at) != ')') {
        int from = at;
        while (at < text.length() && ",()/".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        String name = text.substring(from, at).strip();
        parts.put(name, rest());
        if (at < text.length() && text.charAt(at) == ',') {
          at++;
        }
      }
      return new FieldMask(parts);
    }

    private FieldMask rest() {
      if (at < text.length() && text.charAt(at) == '(') {
        at++;
        FieldMask inner = mask();
        at++;
        return inner;
      }
      if (at < text.length() && text.charAt(at) == '/') {
        at++;
        int from = at;
        while (at < text.length() && ",()/".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        return new FieldMask(Map.of(text.substring(from, at).strip(), rest()));
      }
      return ALL;
    }
  }
}
