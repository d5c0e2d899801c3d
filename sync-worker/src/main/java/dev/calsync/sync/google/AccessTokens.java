package dev.calsync.sync.google;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.calsync.model.AccountId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Access tokens, asked of the channel manager and kept until shortly before they end. The one call
 * from service to service.
 */
@Component
public class AccessTokens {
  private static final Duration KEPT_UNTIL_BEFORE_END = Duration.ofMinutes(2);
  private static final int CACHED_ACCOUNTS = 100_000;

  private final Cache<AccountId, AccessToken> cache =
      Caffeine.newBuilder().maximumSize(CACHED_ACCOUNTS).build();
  private final RestClient channelManager;

  AccessTokens(RestClient channelManager) {
    this.channelManager = channelManager;
  }

  /** A token that should work. */
  public Grant of(AccountId account) {
    AccessToken cached = cache.getIfPresent(account);
    if (cached != null && Instant.now().isBefore(cached.expiresAt().minus(KEPT_UNTIL_BEFORE_END))) {
      return cached;
    }
    return ask(account, null);
  }

  /** The same, where the one that is kept may be of a grant that was renewed since. */
  public Grant anew(AccountId account) {
    return ask(account, null);
  }

  /** The newest, unless nobody can be asked for it: then the one that is kept will do. */
  public Grant newest(AccountId account) {
    Grant asked = anew(account);
    return asked instanceof Unavailable ? of(account) : asked;
  }

  /** A token in place of one that Google did not accept. */
  public Grant insteadOf(AccessToken rejected) {
    cache.asMap().remove(rejected.account(), rejected);
    return ask(rejected.account(), rejected.version());
  }

  private Grant ask(AccountId account, @Nullable Long rejectedVersion) {
    try {
      Grant grant =
          channelManager
              .post()
              .uri("/internal/accounts/{account}/access-token", account)
              .contentType(MediaType.APPLICATION_JSON)
              .body(new TokenRequest(rejectedVersion))
              .exchange((_, response) -> grant(account, response));
      if (grant instanceof AccessToken token) {
        cache.put(account, token);
      } else if (grant instanceof Dead) {
        cache.invalidate(account);
      }
      return grant;
    } catch (RestClientException e) {
      return new Unavailable("channel-manager: " + e.getMessage(), null);
    }
  }

  private static Grant grant(
      AccountId account, RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
      throws IOException {
    HttpStatusCode status = response.getStatusCode();
    if (status.is2xxSuccessful()) {
      TokenAnswer answer = response.bodyTo(TokenAnswer.class);
      return answer == null
          ? new Unavailable("channel-manager: empty answer", null)
          : new AccessToken(account, answer.accessToken(), answer.expiresAt(), answer.version());
    }
    return switch (status.value()) {
      case 404 -> new Dead("the account is not known any more");
      case 409 -> new Dead("Google no longer accepts the account's grant");
      default ->
          new Unavailable(
              "channel-manager answered " + status.value(),
              RetryAfter.parse(response.getHeaders().getFirst("Retry-After")));
    };
  }

  /** Whether, and with what, Google may be asked for an account. */
  public sealed interface Grant {}

  /** What to show Google. */
  public record AccessToken(AccountId account, String value, Instant expiresAt, long version)
      implements Grant {
    /** Names the token; never shows it. */
    @Override
    public String toString() {
      return "AccessToken[version " + version + "]";
    }
  }

  /** Until the account's owner signs in again, there is no token. */
  public record Dead(String reason) implements Grant {}

  /** There may be a token later. */
  public record Unavailable(String reason, @Nullable Duration retryAfter) implements Grant {}

  private record TokenRequest(@Nullable Long rejectedVersion) {}

  private record TokenAnswer(String accessToken, Instant expiresAt, long version) {}
}
