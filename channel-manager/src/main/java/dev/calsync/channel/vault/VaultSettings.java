package dev.calsync.channel.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys of the token vault lie: beside the database, never in it. At most one of the three
 * names what encrypts that file.
 *
 * @param keysetFile has its default, in the owner's home, in the service's own configuration
 * @param kek keys of 32 bytes in base64, one a line or with commas; the first encrypts, all open
 * @param kekFile a file with the same
 * @param kekUri a key of a KMS, as Tink writes its address
 * @param reloadEvery how often the file is looked at
 */
@ConfigurationProperties("calsync.vault")
record VaultSettings(
    Path keysetFile,
    @Nullable String kek,
    @Nullable Path kekFile,
    @Nullable String kekUri,
    @DefaultValue("5s") Duration reloadEvery) {
  VaultSettings {
    kek = kek == null || kek.isBlank() ? null : kek;
    kekFile = kekFile == null || kekFile.toString().isBlank() ? null : kekFile;
    kekUri = kekUri == null || kekUri.isBlank() ? null : kekUri.strip();
    if (Stream.of(kek, kekFile, kekUri).filter(Objects::nonNull).count() > 1) {
      throw new IllegalArgumentException(
          "calsync.vault.kek, calsync.vault.kek-file, calsync.vault.kek-uri: more than one is set");
    }
    if (reloadEvery.toMillis() < 1 || reloadEvery.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "calsync.vault.reload-every: " + reloadEvery + " (expected: at most a minute)");
    }
  }

  /** Never shows a key. */
  @Override
  public String toString() {
    return "VaultSettings[" + keysetFile + "]";
  }
}
