package dev.calsync.model;

import org.jspecify.annotations.Nullable;

/**
 * What the compiler cannot promise of a message that came from elsewhere: that it has all its
 * fields. One that has not is refused where it is read, not where it is first used.
 */
final class Required {
  private Required() {}

  /**
   * @param namesAndValues a field's name, its value, and so on
   */
  static void fields(@Nullable Object... namesAndValues) {
    for (int i = 1; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i] == null) {
        throw new IllegalArgumentException("field '" + namesAndValues[i - 1] + "': missing");
      }
    }
  }
}
