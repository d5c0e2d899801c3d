package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;

/** A KMS as operators add one: found as a service, with credentials of its own. */
public final class PaperKms implements KmsClient {
  private boolean signedIn;

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith("paper-kms://");
  }

  @Override
  public KmsClient withCredentials(String credentialPath) {
    throw new UnsupportedOperationException(credentialPath);
  }

  @Override
  public KmsClient withDefaultCredentials() {
    signedIn = true;
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    if (!signedIn) {
      throw new GeneralSecurityException("not signed in");
    }
    return new AesGcmJce(new byte[32]);
  }
}
