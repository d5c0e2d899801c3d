package dev.calsync.doctor.google;

import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an issuer says of itself (OpenID Connect Discovery).
 *
 * @param revocation empty where grants cannot be taken back
 */
record Document(String issuer, Endpoints endpoints, String revocation, String keys) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  static Optional<Document> read(Answer answer) {
    return object(answer)
        .map(json ->
            new Document(
                text(json, "issuer"),
                new Endpoints(text(json, "authorization_endpoint"), text(json, "token_endpoint")),
                text(json, "revocation_endpoint"),
                text(json, "jwks_uri")));
  }

  /** Why the token endpoint refuses: {@code error} and {@code error_description}. */
  static Optional<Refusal> error(Answer answer) {
    return object(answer)
        .filter(json -> json.containsKey("error"))
        .map(json -> new Refusal(text(json, "error"), text(json, "error_description")));
  }

  private static Optional<Map<String, Object>> object(Answer answer) {
    if (!(answer instanceof Answered answered)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(answered.body(), OBJECT));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> json, String name) {
    return json.get(name) instanceof String text ? text : "";
  }

  /** Where people sign in, and where tokens are given. */
  record Endpoints(String authorization, String token) {}

  /** An error of RFC 6749. */
  record Refusal(String error, String description) {}
}
