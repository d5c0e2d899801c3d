package dev.calsync.channel.google;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.calsync.channel.google.GoogleFault.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The two calls to Google's sign-in that no person waits for: refresh and revoke. */
@Component
public final class GoogleOAuth {
  private final RestClient http;
  private final GoogleProvider provider;
  private final GoogleSettings settings;
  private final ClientSecrets secrets;
  private final JsonMapper json;

  GoogleOAuth(
      RestClient googleRestClient,
      GoogleProvider provider,
      GoogleSettings settings,
      ClientSecrets secrets,
      JsonMapper json) {
    this.http = googleRestClient;
    this.provider = provider;
    this.settings = settings;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * Trades a refresh token for an access token.
   *
   * @throws GoogleFault of kind {@link Kind#NO_GRANT} when this refresh token is dead for good
   */
  public Refreshed refresh(String refreshToken) throws GoogleFault {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", "refresh_token");
    form.add("refresh_token", refreshToken);
    form.add("client_id", settings.clientId());
    for (String secret : secrets.inOrder()) {
      form.set("client_secret", secret);
      try {
        Refreshed answer = post(provider.tokenEndpoint(), form, Refreshed.class);
        secrets.worked(secret);
        if (answer == null || answer.accessToken() == null) {
          throw new GoogleFault(Kind.TRANSIENT, "token endpoint: an answer without a token", null);
        }
        return answer;
      } catch (SecretRefused _) {
        // There may be another.
      }
    }
    throw new GoogleFault(Kind.TRANSIENT, "401 " + ClientSecrets.REFUSED, null);
  }

  /**
   * Ends a grant; that it has ended already is what was wanted. Where nobody takes it back there is
   * nothing to do.
   */
  public void revoke(String refreshToken) throws GoogleFault {
    Optional<URI> endpoint = provider.revocationEndpoint();
    if (endpoint.isEmpty()) {
      return;
    }
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("token", refreshToken);
    try {
      post(endpoint.get(), form, String.class);
    } catch (GoogleFault e) {
      if (e.kind() != Kind.NO_GRANT) {
        throw e;
      }
    } catch (SecretRefused _) {
      throw new GoogleFault(Kind.TRANSIENT, "revocation: " + ClientSecrets.REFUSED, null);
    }
  }

  private <T> @Nullable T post(URI endpoint, MultiValueMap<String, String> form, Class<T> answer)
      throws GoogleFault, SecretRefused {
    try {
      return http.post()
          .uri(endpoint)
          .contentType(MediaType.APPLICATION_FORM_URLENCODED)
          .body(form)
          .retrieve()
          .body(answer);
    } catch (RestClientResponseException e) {
      throw fault(e);
    } catch (RestClientException e) {
      throw new GoogleFault(
          Kind.TRANSIENT, endpoint.getPath() + ": " + e.getClass().getSimpleName(), null);
    }
  }

  /** Only {@code invalid_grant} and, for revocation, {@code invalid_token} say that it is over. */
  private GoogleFault fault(RestClientResponseException e) throws SecretRefused {
    String error = error(e.getResponseBodyAsString());
    if (error.equals(ClientSecrets.REFUSED)) {
      throw new SecretRefused();
    }
    HttpStatusCode status = e.getStatusCode();
    boolean over = error.equals("invalid_grant") || error.equals("invalid_token");
    var headers = e.getResponseHeaders();
    Duration retryAfter =
        headers == null ? null : GoogleFaults.retryAfter(headers.getFirst("Retry-After"));
    return new GoogleFault(
        over ? Kind.NO_GRANT : Kind.TRANSIENT, status.value() + " " + error, retryAfter);
  }

  private String error(String body) {
    try {
      String error = json.readTree(body).path("error").asString("");
      return error.matches("[a-z_]{1,40}") ? error : "";
    } catch (JacksonException _) {
      return "";
    }
  }

  /** Google does not know the client by this secret. */
  private static final class SecretRefused extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What a refresh brought.
   *
   * @param expiresIn what is left of its life, in seconds; not always an hour
   * @param refreshToken rarely there; where it is, it replaces the one we have
   */
  public record Refreshed(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("expires_in") long expiresIn,
      @JsonProperty("refresh_token") @Nullable String refreshToken,
      @JsonProperty("scope") @Nullable String scope) {
    /** Shows nothing of the tokens. */
    @Override
    public String toString() {
      return "Refreshed[expiresIn=" + expiresIn + "]";
    }
  }
}
