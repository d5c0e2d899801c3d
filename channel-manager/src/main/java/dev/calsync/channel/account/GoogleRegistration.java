package dev.calsync.channel.account;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleProvider;
import dev.calsync.channel.google.GoogleSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/** Us as Google's client; complete once Google has said where its endpoints are. */
@Component
final class GoogleRegistration implements ClientRegistrationRepository {
  static final String ID = "google";

  private final GoogleProvider provider;
  private final GoogleSettings google;
  private final SignInSettings settings;
  private final Scopes scopes;
  private volatile @Nullable ClientRegistration registration;

  GoogleRegistration(
      GoogleProvider provider, GoogleSettings google, SignInSettings settings, Scopes scopes) {
    this.provider = provider;
    this.google = google;
    this.settings = settings;
    this.scopes = scopes;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    if (!registrationId.equals(ID)) {
      return null;
    }
    ClientRegistration known = registration;
    if (known == null) {
      known = complete();
      registration = known;
    }
    return known;
  }

  private ClientRegistration complete() {
    try {
      return ClientRegistrations.fromOidcConfiguration(provider.document())
          .registrationId(ID)
          .clientId(google.clientId())
          .clientSecret(google.clientSecret())
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
          .redirectUri(settings.address("/login/oauth2/code/google"))
          .scope(scopes.asked())
          .clientSettings(ClientSettings.builder().requireProofKey(true).build())
          .build();
    } catch (GoogleFault e) {
      throw new AuthenticationServiceException(String.valueOf(e.getMessage()));
    }
  }
}
