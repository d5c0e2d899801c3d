package dev.calsync.channel.google;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Google's own description of its sign-in (OpenID Connect Discovery), read when first needed: this
 * service starts whether Google can be reached or not.
 */
@Component
public final class GoogleProvider {
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};

  private final RestClient http;
  private final GoogleSettings settings;
  private volatile @Nullable Map<String, Object> document;

  GoogleProvider(RestClient googleRestClient, GoogleSettings settings) {
    this.http = googleRestClient;
    this.settings = settings;
  }

  /** The description; asked for again after a failure, kept for good after a success. */
  public Map<String, Object> document() throws GoogleFault {
    Map<String, Object> known = document;
    if (known == null) {
      known = read();
      document = known;
    }
    return known;
  }

  URI tokenEndpoint() throws GoogleFault {
    return endpoint("token_endpoint")
        .orElseThrow(() -> unusable(settings.issuerUrl().toString(), "no token_endpoint"));
  }

  /** Absent where an issuer does not take grants back (RFC 8414 leaves it to them). */
  Optional<URI> revocationEndpoint() throws GoogleFault {
    return endpoint("revocation_endpoint");
  }

  private Optional<URI> endpoint(String name) throws GoogleFault {
    try {
      return document().get(name) instanceof String address
          ? Optional.of(URI.create(address))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      throw unusable(settings.issuerUrl().toString(), name + " is no address");
    }
  }

  private Map<String, Object> read() throws GoogleFault {
    String issuer = settings.issuerUrl().toString().replaceFirst("/+$", "");
    Map<String, Object> answer;
    try {
      answer =
          http.get()
              .uri(URI.create(issuer + "/.well-known/openid-configuration"))
              .retrieve()
              .body(DOCUMENT);
    } catch (RestClientException e) {
      throw unusable(issuer, e.getClass().getSimpleName());
    }
    // A document about somebody else would let that somebody sign our users in (RFC 9207, mix-up).
    if (answer == null
        || !issuer.equals(String.valueOf(answer.get("issuer")).replaceFirst("/+$", ""))) {
      throw unusable(issuer, "it speaks of another issuer");
    }
    return answer;
  }

  private static GoogleFault unusable(String issuer, String why) {
    return new GoogleFault(
        GoogleFault.Kind.TRANSIENT,
        "calsync.google.issuer-url: no discovery document at " + issuer + " (" + why + ")",
        null);
  }
}
