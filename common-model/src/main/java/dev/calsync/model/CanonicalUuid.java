package dev.calsync.model;

import java.util.UUID;

/**
 * Reads UUIDs in their one canonical form; {@link UUID#fromString} alone also takes "1-1-1-1-1".
 */
final class CanonicalUuid {
  private CanonicalUuid() {}

  static UUID parse(String what, String text) {
    if (text.length() == 36) {
      try {
        UUID uuid = UUID.fromString(text);
        if (uuid.toString().equalsIgnoreCase(text)) {
          return uuid;
        }
      } catch (IllegalArgumentException _) {
        // Falls through to the one message below.
      }
    }
    String shown = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    shown = shown.replaceAll("\\p{Cntrl}", "?");
    throw new IllegalArgumentException(
        what + ": '" + shown + "' (expected: a UUID of 36 characters)");
  }
}
