package dev.calsync.simulator.google;

import java.util.regex.Pattern;

/** A person with a Google account. */
public record User(String sub, String email, String name) {
  /** What stands before the @ may be quoted, and then be anything (RFC 5321, 4.1.2). */
  private static final Pattern ADDRESS = Pattern.compile("(?s).+@[^@\\s]+");

  static boolean isAddress(String email) {
    return ADDRESS.matcher(email).matches();
  }
}
