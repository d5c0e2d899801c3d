package dev.calsync.channel.grant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the sync worker shows to be given access tokens.
 *
 * @param secret one, or several with commas while it is replaced, of which the worker shows the
 *     first; if absent, derived from the OAuth client's secret, which both know
 */
@ConfigurationProperties("calsync.internal")
record InternalSettings(@Nullable String secret) {
  /** Never shows the secret. */
  @Override
  public String toString() {
    return "InternalSettings[]";
  }
}
