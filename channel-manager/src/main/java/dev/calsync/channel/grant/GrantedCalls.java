package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.channel.grant.TokenAnswer.AccessToken;
import dev.calsync.channel.grant.TokenAnswer.NeedsReauthorization;
import dev.calsync.channel.grant.TokenAnswer.Unavailable;
import dev.calsync.channel.grant.TokenAnswer.UnknownAccount;
import dev.calsync.model.AccountId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls Google in an account's name; a rejected token is replaced once. */
@Component
public final class GrantedCalls {
  private final AccessTokens tokens;

  GrantedCalls(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /** Runs a call with a token, and once more with a new one if Google rejects the first. */
  public <T> T call(AccountId account, Call<T> call) throws GoogleFault {
    AccessToken token = token(account, null);
    try {
      return call.with(token.value());
    } catch (GoogleFault e) {
      if (e.kind() != Kind.UNAUTHORIZED) {
        throw e;
      }
      return call.with(token(account, token.version()).value());
    }
  }

  private AccessToken token(AccountId account, @Nullable Long rejected) throws GoogleFault {
    return switch (tokens.get(account, rejected)) {
      case AccessToken token -> token;
      case NeedsReauthorization(var reason) -> throw new GoogleFault(Kind.NO_GRANT, reason, null);
      case UnknownAccount _ -> throw new GoogleFault(Kind.NO_GRANT, "no such account", null);
      case Unavailable(var reason, var after) ->
          throw new GoogleFault(Kind.TRANSIENT, "no access token: " + reason, after);
    };
  }

  /** Something to ask Google. */
  @FunctionalInterface
  public interface Call<T> {
    /** Asks, with this token. */
    T with(String accessToken) throws GoogleFault;
  }
}
