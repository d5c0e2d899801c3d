package dev.calsync.channel.account;

import dev.calsync.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody was sent to Google. Travels inside the authorization request, which the session
 * keeps under its state; so what comes back with that state serves this purpose and no other.
 *
 * @param connectTo the user whom a further account is to join; null for a plain sign-in
 * @param consentOf the sub whose consent was asked for; null if it was not
 */
record Purpose(@Nullable UserId connectTo, @Nullable String consentOf) {
  static final Purpose SIGN_IN = new Purpose(null, null);
  private static final String CONNECT_TO = "calsync.connect-to";
  private static final String CONSENT_OF = "calsync.consent-of";

  Purpose withConsentOf(String sub) {
    return new Purpose(connectTo, sub);
  }

  boolean askedForConsent() {
    return consentOf != null;
  }

  /** Plain strings: they rest in a session that other services read too. */
  Map<String, Object> attributes() {
    var attributes = new HashMap<String, Object>();
    if (connectTo != null) {
      attributes.put(CONNECT_TO, connectTo.toString());
    }
    if (consentOf != null) {
      attributes.put(CONSENT_OF, consentOf);
    }
    return attributes;
  }

  static Purpose of(Map<String, Object> attributes) {
    return new Purpose(
        Optional.ofNullable(attributes.get(CONNECT_TO))
            .map(user -> UserId.of(user.toString()))
            .orElse(null),
        (String) attributes.get(CONSENT_OF));
  }
}
