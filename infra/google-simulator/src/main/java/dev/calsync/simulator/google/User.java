package dev.calsync.simulator.google;

import java.util.regex.Pattern;

/** A person with a Google account. */
public record User(String sub, String email, String name) {
  /** One that is quoted before its @ may hold anything there (RFC 5321, 4.1.2). */
  private static final Pattern ADDRESS =
      Pattern.compile("([^@\\s,;\"]+|\"([^\"\\\\]++|\\\\.)++\")@[^@\\s,;]+", Pattern.DOTALL);

  static boolean isAddress(String email) {
    return ADDRESS.matcher(email).matches();
  }
}
