package dev.calsync.doctor.setting;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of something that answers HTTP.
 *
 * @param scheme {@code http} or {@code https}
 * @param path empty or from its slash on
 */
public record Address(String scheme, String host, int port, String path) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  /** Reads an address; empty where it is none. */
  public static Optional<Address> of(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (scheme == null || host == null || !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
        return Optional.empty();
      }
      String path = uri.getPath() == null ? "" : uri.getPath();
      return Optional.of(
          new Address(
              scheme.toLowerCase(Locale.ROOT),
              host.toLowerCase(Locale.ROOT),
              uri.getPort(),
              path.equals("/") ? "" : path));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether only this machine can mean itself by it. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host).matches();
  }

  /** Whether no secret travels in the open. */
  public boolean isSafe() {
    return scheme.equals("https") || isLoopback();
  }

  /** Without its path. */
  public String origin() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port);
  }

  /** Another path of the same host. */
  public Address at(String otherPath) {
    return new Address(scheme, host, port, otherPath);
  }

  /** Without user, password and query: nothing in it is secret. */
  @Override
  public String toString() {
    return origin() + path;
  }
}
