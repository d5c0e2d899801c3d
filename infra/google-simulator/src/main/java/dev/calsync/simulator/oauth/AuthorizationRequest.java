package dev.calsync.simulator.oauth;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an application asks of a person (infra/docs/google-calendar.md §5.2). */
public record AuthorizationRequest(
    String clientId,
    String redirectUri,
    Set<String> scopes,
    @Nullable String state,
    @Nullable String nonce,
    @Nullable String codeChallenge,
    String codeChallengeMethod,
    boolean offline,
    boolean includeGrantedScopes,
    Set<String> prompt,
    @Nullable String loginHint) {

  /** Reads the parameters of the authorization endpoint. */
  public static AuthorizationRequest of(Map<String, String> parameters) {
    return new AuthorizationRequest(
        required(parameters, "client_id"),
        required(parameters, "redirect_uri"),
        scopes(parameters.get("scope")),
        parameters.get("state"),
        parameters.get("nonce"),
        parameters.get("code_challenge"),
        parameters.getOrDefault("code_challenge_method", "plain"),
        "offline".equals(parameters.get("access_type")),
        "true".equals(parameters.get("include_granted_scopes")),
        words(parameters.get("prompt")),
        parameters.get("login_hint"));
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      throw new OAuthError(400, "invalid_request", "Missing required parameter: " + name);
    }
    return value;
  }

  /** Google answers the short names of OpenID by its own long ones. */
  private static Set<String> scopes(@Nullable String text) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String word : words(text)) {
      boolean shortName = word.equals("email") || word.equals("profile");
      scopes.add(shortName ? "https://www.googleapis.com/auth/userinfo." + word : word);
    }
    return scopes;
  }

  /** Words between spaces, in their order. */
  public static Set<String> words(@Nullable String text) {
    Set<String> words = new LinkedHashSet<>();
    if (text != null) {
      Arrays.stream(text.split(" ", -1)).filter(word -> !word.isBlank()).forEach(words::add);
    }
    return words;
  }

  boolean covers(Set<String> granted) {
    return new TreeSet<>(granted).containsAll(scopes);
  }
}
