package dev.calsync.local;

import java.util.Map;
import java.util.Optional;

/** Which Google the services talk to. */
sealed interface Google {
  /** The OAuth client of the simulator's demo. */
  String DEMO_CLIENT = "calsync-local";

  String DEMO_SECRET = "calsync-local-secret";

  /** The settings of the services that lead there. */
  Map<String, String> wiring();

  /** The simulator of this repository. */
  record Simulated(int port, String webhookUrl) implements Google {
    @Override
    public Map<String, String> wiring() {
      return Map.of(
          "calsync.google.client-id", DEMO_CLIENT,
          "calsync.google.client-secret", DEMO_SECRET,
          "calsync.google.api-url", "http://localhost:%d/".formatted(port),
          "calsync.google.issuer-url", "http://localhost:%d".formatted(port),
          "calsync.webhook-url", webhookUrl);
    }
  }

  /** Whatever answers at addresses that were given; a client that was not given is the demo's. */
  record Elsewhere(String issuerUrl, String webhookUrl) implements Google {
    @Override
    public Map<String, String> wiring() {
      return Map.of(
          "calsync.google.client-id", DEMO_CLIENT,
          "calsync.google.client-secret", DEMO_SECRET,
          "calsync.webhook-url", webhookUrl);
    }
  }

  /** The real one, with a client of one's own: everything is said by the services' settings. */
  record Real(boolean pushes) implements Google {
    @Override
    public Map<String, String> wiring() {
      return Map.of();
    }
  }

  /** Reads the services' own settings; what they say wins over the simulator. */
  static Google chosen(Lookup lookup, int simulatorPort, String webhookUrl) {
    Optional<String> issuer = both(lookup, "calsync.google.issuer-url", "calsync.google.api-url");
    Optional<String> client =
        both(lookup, "calsync.google.client-id", "calsync.google.client-secret");
    if (issuer.isPresent()) {
      return new Elsewhere(issuer.get(), webhookUrl);
    }
    if (client.isPresent()) {
      return new Real(lookup.get("calsync.webhook-url").isPresent());
    }
    return new Simulated(simulatorPort, webhookUrl);
  }

  private static Optional<String> both(Lookup lookup, String one, String other) {
    if (lookup.get(one).isPresent() != lookup.get(other).isPresent()) {
      String missing = lookup.get(one).isPresent() ? other : one;
      String given = missing.equals(one) ? other : one;
      throw new CannotStart(
          "%s is set, %s is not: set both or neither"
              .formatted(Lookup.environmentName(given), Lookup.environmentName(missing)));
    }
    return lookup.get(one);
  }
}
