package dev.calsync.channel.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * What encrypts the keyset's file: nothing, keys from the settings, or a KMS. A KMS is asked when
 * the file is read and written, never for a token.
 */
final class KeyEncryption {
  private static final int KEY_BYTES = 32;

  private KeyEncryption() {}

  static Optional<Aead> of(VaultSettings settings) {
    try {
      AeadConfig.register();
      if (settings.kekUri() != null) {
        return Optional.of(kms(settings.kekUri()));
      }
      if (settings.kekFile() != null) {
        return Optional.of(keys("calsync.vault.kek-file", Files.readString(settings.kekFile())));
      }
      return settings.kek() == null
          ? Optional.empty()
          : Optional.of(keys("calsync.vault.kek", settings.kek()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "calsync.vault.kek-file: '" + settings.kekFile() + "' cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("calsync.vault.kek-uri, -file: no usable key", e);
    }
  }

  private static Aead kms(String uri) throws GeneralSecurityException {
    for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
      if (client.doesSupport(uri)) {
        return client.withDefaultCredentials().getAead(uri);
      }
    }
    throw new IllegalStateException(
        "calsync.vault.kek-uri: '%s' (expected: a key of a KMS whose Tink client is on loader.path)"
            .formatted(uri));
  }

  private static Aead keys(String setting, String text) throws GeneralSecurityException {
    List<byte[]> keys =
        Pattern.compile("[\\s,]+")
            .splitAsStream(text)
            .filter(line -> !line.isEmpty())
            .map(line -> key(setting, line))
            .toList();
    if (keys.isEmpty()) {
      throw wrong(setting);
    }
    KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
    for (int i = 0; i < keys.size(); i++) {
      KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(aes(keys.get(i))).withRandomId();
      keyset.addEntry(i == 0 ? entry.makePrimary() : entry);
    }
    return keyset.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private static byte[] key(String setting, String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Its message would quote a part of the key.
    }
    throw wrong(setting);
  }

  private static IllegalStateException wrong(String setting) {
    return new IllegalStateException(
        setting + ": no key (expected: 32 bytes in base64, as of: openssl rand -base64 32)");
  }

  @AccessesPartialKey
  private static AesGcmKey aes(byte[] key) throws GeneralSecurityException {
    AesGcmParameters parameters =
        AesGcmParameters.builder()
            .setKeySizeBytes(KEY_BYTES)
            .setIvSizeBytes(12)
            .setTagSizeBytes(16)
            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
            .build();
    return AesGcmKey.builder()
        .setParameters(parameters)
        .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
        .build();
  }
}
