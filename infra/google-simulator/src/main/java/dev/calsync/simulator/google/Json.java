package dev.calsync.simulator.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and copies the plain maps and lists that JSON becomes; what is unknown is kept as it is.
 */
public final class Json {
  private Json() {}

  /** The text under this name, or null where there is none or something else. */
  public static @Nullable String text(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text ? text : null;
  }

  public static String text(Map<String, Object> object, String name, String otherwise) {
    return object.get(name) instanceof String text ? text : otherwise;
  }

  public static boolean flag(Map<String, Object> object, String name) {
    return Boolean.TRUE.equals(object.get(name));
  }

  /** The object under this name, or null where there is none. */
  @SuppressWarnings("unchecked") // the names of a JSON object are texts
  public static @Nullable Map<String, Object> object(Map<String, Object> object, String name) {
    return object.get(name) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : null;
  }

  /** The objects in the list under this name. */
  @SuppressWarnings("unchecked") // the names of a JSON object are texts
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (object.get(name) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> inner) {
          found.add((Map<String, Object>) inner);
        }
      }
    }
    return found;
  }

  public static List<String> texts(Map<String, Object> object, String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** A copy without the members that are null, inside too. */
  static Map<String, Object> withoutNulls(Map<String, Object> object) {
    return merged(Map.of(), object);
  }

  /**
   * What PATCH does: given members replace, objects are merged, lists are replaced as a whole, null
   * clears.
   */
  @SuppressWarnings("unchecked") // the names of a JSON object are texts
  public static Map<String, Object> merged(Map<String, Object> target, Map<String, Object> patch) {
    Map<String, Object> result = new LinkedHashMap<>(target);
    patch.forEach((name, value) -> {
      if (value == null) {
        result.remove(name);
      } else if (value instanceof Map<?, ?> inner) {
        Map<String, Object> old = object(result, name);
        result.put(name, merged(old == null ? Map.of() : old, (Map<String, Object>) inner));
      } else {
        result.put(name, value);
      }
    });
    return result;
  }
}
