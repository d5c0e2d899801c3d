package dev.calsync.simulator.oauth;

import java.util.LinkedHashSet;
import java.util.Set;

/** What one person has allowed one application; it dies as a whole. */
final class Grant {
  private final String email;
  private final String clientId;
  private final Set<String> scopes = new LinkedHashSet<>();
  private final Set<String> refreshTokens = new LinkedHashSet<>();

  Grant(String email, String clientId) {
    this.email = email;
    this.clientId = clientId;
  }

  String email() {
    return email;
  }

  String clientId() {
    return clientId;
  }

  /** All that was ever allowed; a token of one consent may have less. */
  Set<String> scopes() {
    return scopes;
  }

  /** In the order of issue. */
  Set<String> refreshTokens() {
    return refreshTokens;
  }
}
