package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import dev.calsync.model.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Seals tokens for the database. Each ciphertext is bound to its row and column, so that one moved
 * to another account's row opens nothing there.
 */
@Component
public final class TokenVault {
  private final Aead aead;

  TokenVault(Aead aead) {
    this.aead = aead;
  }

  /** What may lie in that account's row, in the column of that kind. */
  public byte[] seal(AccountId account, Kind kind, String token) {
    try {
      return aead.encrypt(token.getBytes(StandardCharsets.UTF_8), place(account, kind));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "could not seal the " + kind + " token of account " + account, e);
    }
  }

  /** Fails with no word of what was inside. */
  public String open(AccountId account, Kind kind, byte[] sealed) {
    try {
      return new String(aead.decrypt(sealed, place(account, kind)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException _) {
      throw new VaultException(
          "the %s token of account %s was not sealed with this key for this row"
              .formatted(kind, account));
    }
  }

  private static byte[] place(AccountId account, Kind kind) {
    return "credential|%s|%s|v1"
        .formatted(account, kind.name().toLowerCase(Locale.ROOT))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Which token of an account. */
  public enum Kind {
    REFRESH,
    ACCESS
  }

  /** A ciphertext that does not open: the wrong key file, or a row that was tampered with. */
  public static final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
      super(message);
    }
  }
}
