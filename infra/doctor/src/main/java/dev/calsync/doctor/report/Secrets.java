package dev.calsync.doctor.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The second lock: no check writes a secret into what it found, and should one do it all the same,
 * or a message of a library, it is taken out here.
 */
public final class Secrets {
  private static final String HIDDEN = "(hidden)";

  /** What is shorter would also hide words that are none. */
  private static final int SHORTEST = 6;

  private final List<String> values;

  /**
   * @param values what must not be shown
   * @param known what everybody may know, even where it is used as a password too
   */
  public Secrets(Collection<String> values, Collection<String> known) {
    this.values =
        values.stream()
            .filter(value -> value.length() >= SHORTEST && !known.contains(value))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String hide(String text) {
    String shown = text;
    for (String value : values) {
      shown = shown.replace(value, HIDDEN);
    }
    return shown;
  }
}
