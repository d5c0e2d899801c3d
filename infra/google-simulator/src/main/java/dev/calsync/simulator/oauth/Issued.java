package dev.calsync.simulator.oauth;

import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint hands out.
 *
 * @param refreshToken only after a consent screen that was really shown (google-calendar.md §5.3)
 * @param nonce of the authorization request, for the id token
 */
public record Issued(
    AccessToken accessToken, @Nullable String refreshToken, @Nullable String nonce) {}
