package dev.calsync.simulator.google;

import java.util.regex.Pattern;

/** A person with a Google account. */
public record User(String sub, String email, String name) {
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

  static boolean isAddress(String email) {
    return ADDRESS.matcher(email).matches();
  }
}
