package dev.calsync.sync.google;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Google is reached.
 *
 * @param apiUrl the Calendar API's root; https, or a loopback address for a simulated Google
 */
@ConfigurationProperties("calsync.google")
public record GoogleProperties(
    @DefaultValue("https://www.googleapis.com/") URI apiUrl,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    @DefaultValue("128") int connections) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  public GoogleProperties {
    if (!"https".equals(apiUrl.getScheme()) && !isLoopback(apiUrl)) {
      throw new IllegalArgumentException(
          "calsync.google.api-url: '%s' (expected: https, or a loopback address)"
              .formatted(apiUrl));
    }
  }

  /** How long an answer may take to begin: its whole head, and what comes before. */
  Duration answerBegins() {
    return connectTimeout.plus(readTimeout);
  }

  private static boolean isLoopback(URI url) {
    String host = url.getHost();
    if (host == null || !"http".equals(url.getScheme())) {
      return false;
    }
    // Only literals are resolved: no name server decides whom we trust.
    return LOOPBACK.contains(host)
        || (host.matches("127(\\.\\d{1,3}){3}") && isLoopbackLiteral(host));
  }

  private static boolean isLoopbackLiteral(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
