package dev.calsync.simulator.google;

import org.jspecify.annotations.Nullable;

/**
 * A call of the Calendar API as quotas see it.
 *
 * @param operation {@code events.patch}
 * @param clientId stands for the project
 * @param quotaUser who pays instead of the caller, if anybody
 */
public record Call(String operation, String clientId, String email, @Nullable String quotaUser) {
  private static final int PATCH_COST = 3;

  /** In quota units (infra/docs/google-calendar.md §4.1). */
  int cost() {
    return operation.endsWith(".patch") ? PATCH_COST : 1;
  }

  String payer() {
    return clientId + " " + (quotaUser == null ? email : quotaUser);
  }
}
