package dev.calsync.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code calsync.internal.secret}, read alike by who shows it and who is shown it: one
 * secret or, while it is replaced, several with commas. The first is shown, all are accepted.
 */
public final class InternalSecrets {
  private InternalSecrets() {}

  /** The secrets of a setting, the one to show first; none where it is empty. */
  public static List<String> of(@Nullable String setting) {
    return setting == null
        ? List.of()
        : Stream.of(setting.split(",", -1))
            .map(String::strip)
            .filter(secret -> !secret.isEmpty())
            .toList();
  }
}
