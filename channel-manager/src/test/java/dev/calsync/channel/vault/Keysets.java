package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Keyrings as processes have them. */
final class Keysets {
  private Keysets() {}

  static Keyring keyring(Path file, Clock clock) {
    return new Keyring(new KeysetFile(file, null), clock);
  }

  static Keyring keyring(Path file, @Nullable Aead encryption) {
    return new Keyring(new KeysetFile(file, encryption), Clock.systemUTC());
  }
}
