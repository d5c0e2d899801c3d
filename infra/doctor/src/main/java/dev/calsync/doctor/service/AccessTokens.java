package dev.calsync.doctor.service;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import dev.calsync.doctor.http.Http;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import dev.calsync.model.DerivedSecret;
import dev.calsync.model.InternalSecrets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The channel-manager, asked for access tokens as sync-worker asks it. */
public final class AccessTokens {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final UUID NOBODY = new UUID(0, 0);

  private final Http http;
  private final String url;
  private final String secret;

  /** The secret shared with it, where none is set, follows from the OAuth client's. */
  public AccessTokens(Http http, Settings settings) {
    this.http = http;
    this.url = settings.get(Setting.CHANNEL_MANAGER_URL).replaceFirst("/+$", "");
    this.secret =
        settings
            .find(Setting.INTERNAL_SECRET)
            .flatMap(all -> InternalSecrets.of(all).stream().findFirst())
            .orElseGet(() -> DerivedSecret.internal(settings.get(Setting.CLIENT_SECRET)));
  }

  /** Whether it would give a worker tokens: of an account that is nobody's, it says so. */
  public List<Finding> trust() throws InterruptedException {
    return List.of(
        switch (ask(NOBODY)) {
          case Silent(var cause, _) ->
              new Broken(
                  "channel-manager-down",
                  url + ": " + cause.words(),
                  "start channel-manager, or CALSYNC_CHANNEL_MANAGER_URL=http://<host>:8083");
          case Answered answered when answered.status() == 404 && isOurs(answered) ->
              new Fine("channel-manager at " + url + " knows our internal secret");
          case Answered answered when answered.status() == 401 || answered.status() == 403 ->
              new Broken(
                  "internal-secret-differs",
                  "channel-manager at " + url + " does not know this internal secret",
                  "CALSYNC_INTERNAL_SECRET=<the same for sync-worker and channel-manager>; where it"
                      + " is not set, the same CALSYNC_GOOGLE_CLIENT_SECRET");
          case Answered answered ->
              new Broken(
                  "not-channel-manager",
                  "%s answers %d, not as channel-manager does".formatted(url, answered.status()),
                  "CALSYNC_CHANNEL_MANAGER_URL=http://<host of channel-manager>:8083");
        });
  }

  /** A token for this account, or why there is none. */
  public Token token(UUID account) throws InterruptedException {
    return switch (ask(account)) {
      case Silent(var cause, _) -> new NoToken(cause.words());
      case Answered answered when answered.status() == 200 -> read(answered);
      case Answered answered when answered.status() == 409 ->
          new NoToken("Google no longer accepts the account's grant");
      case Answered answered -> new NoToken("channel-manager answers " + answered.status());
    };
  }

  private Answer ask(UUID account) throws InterruptedException {
    return http.post(
        url + "/internal/accounts/" + account + "/access-token",
        Map.of("Authorization", "Bearer " + secret, "Content-Type", "application/json"),
        "{}");
  }

  private static boolean isOurs(Answered answered) {
    return answered.body().contains("no such account");
  }

  private static Token read(Answered answered) {
    try {
      String value = JSON.readTree(answered.body()).path("accessToken").asString("");
      return value.isEmpty() ? new NoToken("an answer without a token") : new AccessToken(value);
    } catch (JacksonException _) {
      return new NoToken("an answer that is no JSON");
    }
  }

  /** Whether Google may be asked for an account. */
  public sealed interface Token {}

  /** What to show Google. */
  public record AccessToken(String value) implements Token {
    /** Never shows the token. */
    @Override
    public String toString() {
      return "AccessToken[]";
    }
  }

  /** There is none. */
  public record NoToken(String why) implements Token {}
}
