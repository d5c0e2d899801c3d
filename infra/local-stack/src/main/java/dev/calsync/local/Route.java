package dev.calsync.local;

import org.jspecify.annotations.Nullable;

/** A path, or with {@code /**} all below it too, and who answers; null: nobody. */
record Route(String pattern, @Nullable Port service) {
  boolean covers(String path) {
    if (!pattern.endsWith("/**")) {
      return path.equals(pattern);
    }
    String root = pattern.substring(0, pattern.length() - "/**".length());
    return path.equals(root) || path.startsWith(root + "/");
  }
}
