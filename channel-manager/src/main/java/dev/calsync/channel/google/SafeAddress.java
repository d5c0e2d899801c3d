package dev.calsync.channel.google;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds the addresses in the settings to https; plain http may not leave this machine. */
public final class SafeAddress {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  private SafeAddress() {}

  /** Fails naming the setting, so that a start-up with it fails the same way. */
  public static void check(String setting, URI address) {
    if (!isSafe(address)) {
      throw new IllegalArgumentException(
          setting
              + ": '"
              + address
              + "' (expected: an https address; plain http only for localhost, 127.x.x.x or ::1)");
    }
  }

  private static boolean isSafe(URI address) {
    String host = address.getHost();
    if (address.getScheme() == null || host == null) {
      return false;
    }
    return switch (address.getScheme().toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
      default -> false;
    };
  }

  /** An empty environment variable means the same as none. */
  public static @Nullable URI absentIfEmpty(@Nullable URI address) {
    return address == null || address.toString().isBlank() ? null : address;
  }
}
