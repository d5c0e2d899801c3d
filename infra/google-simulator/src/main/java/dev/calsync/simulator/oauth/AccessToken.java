package dev.calsync.simulator.oauth;

import java.time.Instant;
import java.util.Set;

/** A key to the APIs for a while. */
public record AccessToken(
    String value, String email, String clientId, Set<String> scopes, Instant expiresAt) {}
