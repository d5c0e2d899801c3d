package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;

/** A vault that seals nothing, so that a simulation need not wait for ciphers. */
public final class OpenVault {
  private OpenVault() {}

  public static Object open() {
    return new TokenVault(
        new Aead() {
          @Override
          public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
            return plaintext;
          }

          @Override
          public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
            return ciphertext;
          }
        });
  }
}
