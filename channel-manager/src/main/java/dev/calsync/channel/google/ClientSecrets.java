package dev.calsync.channel.google;

import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The client's secrets at Google, which takes two while one is replaced by the other. What worked
 * last is shown first; where Google does not take it (any more) the other is tried.
 */
@Component
public final class ClientSecrets {
  /** What Google says of a client whose secret it does not take (RFC 6749 §5.2). */
  public static final String REFUSED = "invalid_client";

  private static final Logger log = LoggerFactory.getLogger(ClientSecrets.class);

  private final List<String> secrets;
  private volatile String latest;

  ClientSecrets(GoogleSettings settings) {
    this.secrets = settings.clientSecrets();
    this.latest = settings.clientSecret();
  }

  /** The secrets in the order in which to try them. */
  public List<String> inOrder() {
    String first = latest;
    return secrets.stream().sorted(Comparator.comparing(one -> !one.equals(first))).toList();
  }

  /** Google took this one. */
  public void worked(String secret) {
    if (!secret.equals(latest)) {
      latest = secret;
      log.warn(
          "Google refused one client secret and takes the other: number {} of the settings",
          secrets.indexOf(secret) + 1);
    }
  }
}
