package dev.calsync.notifier.edit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of which JSON type a field of an event is. */
enum FieldKind {
  TEXT("text") {
    @Override
    boolean holds(Object value) {
      return value instanceof String;
    }
  },
  FLAG("true or false") {
    @Override
    boolean holds(Object value) {
      return value instanceof Boolean;
    }
  },
  OBJECT("an object") {
    @Override
    boolean holds(Object value) {
      return value instanceof Map<?, ?>;
    }
  },
  OBJECTS("an array of objects") {
    @Override
    boolean holds(Object value) {
      return value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
    }
  },
  TEXTS("an array of text") {
    @Override
    boolean holds(Object value) {
      return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }
  };

  private final String expected;

  FieldKind(String expected) {
    this.expected = expected;
  }

  abstract boolean holds(Object value);

  /** Whether a field may be set to this; null takes it away. */
  boolean takes(@Nullable Object value) {
    return value == null || holds(value);
  }

  String expected() {
    return expected;
  }
}
