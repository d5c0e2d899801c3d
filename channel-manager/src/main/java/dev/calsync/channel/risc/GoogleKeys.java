package dev.calsync.channel.risc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.channel.google.SafeAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The keys with which Google signs security events, as its RISC configuration document names them.
 * Strangers who name unknown keys make nobody ask Google more than twice in half a minute.
 */
@Component
final class GoogleKeys implements ResourceRetriever {
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};

  private final RestClient http;
  private final String issuer;
  private volatile @Nullable JWKSource<SecurityContext> source;

  GoogleKeys(RestClient googleRestClient, GoogleSettings settings) {
    this.http = googleRestClient;
    this.issuer = withoutSlash(settings.issuerUrl().toString());
  }

  /** Google writes itself with a slash at the end, and without. */
  boolean isIssuer(@Nullable String name) {
    return name != null && withoutSlash(name).equals(issuer);
  }

  private static String withoutSlash(String address) {
    return address.replaceFirst("/$", "");
  }

  /**
   * Those that may have signed this; none where no such key is known.
   *
   * @throws IOException when Google cannot be asked
   */
  List<JWK> of(JWSHeader header) throws IOException {
    try {
      return source().get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
    } catch (RateLimitReachedException _) {
      return List.of(); // The keys were read only just now.
    } catch (KeySourceException e) {
      throw new IOException("Google's keys: " + e.getClass().getSimpleName());
    }
  }

  private JWKSource<SecurityContext> source() throws IOException {
    JWKSource<SecurityContext> known = source;
    if (known == null) {
      known = JWKSourceBuilder.<SecurityContext>create(keyAddress(), this).build();
      source = known;
    }
    return known;
  }

  private URL keyAddress() throws IOException {
    try {
      Map<String, Object> document =
          http.get()
              .uri(URI.create(issuer + "/.well-known/risc-configuration"))
              .retrieve()
              .body(DOCUMENT);
      if (document == null || !isIssuer(String.valueOf(document.get("issuer")))) {
        throw new IOException("the RISC configuration speaks of another issuer");
      }
      URI address = URI.create(String.valueOf(document.get("jwks_uri")));
      SafeAddress.check("jwks_uri of the RISC configuration", address);
      return address.toURL();
    } catch (RestClientException | IllegalArgumentException e) {
      throw new IOException("no RISC configuration: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      String keys = http.get().uri(URI.create(url.toString())).retrieve().body(String.class);
      return new Resource(keys == null ? "" : keys, "application/json");
    } catch (RestClientException e) {
      throw new IOException("Google's keys: " + e.getClass().getSimpleName());
    }
  }
}
