package dev.calsync.channel.account;

import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

/**
 * Checks id tokens: signed with one of Google's published keys, with RS256 and nothing else, for
 * us, now. Google's keys are fetched with our time limits, not with none.
 */
@Component
final class IdTokens implements JwtDecoderFactory<ClientRegistration> {
  private final JdkClientHttpRequestFactory http;
  private final ConcurrentHashMap<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

  IdTokens(JdkClientHttpRequestFactory googleRequests) {
    this.http = googleRequests;
  }

  @Override
  public JwtDecoder createDecoder(ClientRegistration registration) {
    return decoders.computeIfAbsent(registration.getRegistrationId(), _ -> decoder(registration));
  }

  private JwtDecoder decoder(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(
                String.valueOf(registration.getProviderDetails().getJwkSetUri()))
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .restOperations(new RestTemplate(http))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    return decoder;
  }
}
