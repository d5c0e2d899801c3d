package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The keys this process works with: those of the file as it last saw it. Nobody has to wait for it
 * to look again: a ciphertext of a key it does not know makes it look at once, and before it seals
 * it looks if it has not for long, as after a pause in which the others went on.
 */
@Component
final class Keyring implements Aead {
  private static final Logger log = LoggerFactory.getLogger(Keyring.class);

  /** Whoever read a ciphertext just before its key was disabled may still open it so long. */
  private static final Duration STILL_OPEN = Duration.ofMinutes(1);

  static final Duration LONG_UNSEEN = Duration.ofSeconds(30);

  private final KeysetFile file;
  private final Clock clock;
  private volatile Held held;
  private volatile Instant seen;

  @Autowired
  Keyring(VaultSettings settings, Clock clock) {
    this(new KeysetFile(settings), clock);
  }

  Keyring(KeysetFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.seen = clock.instant();
    this.held = first();
  }

  private Held first() {
    try {
      String text = file.readOrMake();
      Keyset keyset = file.parse(text);
      return new Held(text, keyset, keyset.aead(), seen, null);
    } catch (GeneralSecurityException e) {
      // Tink's message may quote the file; its type is enough.
      throw new IllegalStateException(
          "calsync.vault.keyset-file: '%s' is not a usable keyset (%s; one that is encrypted needs calsync.vault.kek, -kek-file or -kek-uri)"
              .formatted(file, e.getClass().getSimpleName()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "calsync.vault.keyset-file: '" + file + "' cannot be read or made", e);
    }
  }

  Keyset keyset() {
    return held.keyset();
  }

  /** Whether the file as it was last seen is encrypted. */
  boolean isEncrypted() {
    return file.isEncrypted(held.text());
  }

  /** Looks at the file; what cannot be read leaves the keys as they are. */
  synchronized void look() {
    Held before = held;
    try {
      String text = file.read();
      seen = clock.instant();
      if (text.equals(before.text())) {
        return;
      }
      Keyset keyset = file.parse(text);
      if (!keyset.sharesAKeyWith(before.keyset())) {
        log.error("calsync.vault.keyset-file: '{}' holds none of the keys in use; ignored", file);
        return;
      }
      held = new Held(text, keyset, keyset.aead(), seen, before.aead());
      log.info("read the vault's keys anew: {}", keyset.keys());
    } catch (IOException | GeneralSecurityException e) {
      log.warn(
          "calsync.vault.keyset-file: '{}' cannot be read now ({}); its keys are used as before",
          file,
          e.getClass().getSimpleName());
    }
  }

  /** Puts other keys in the place of these, for all who read the file. */
  synchronized void replace(Keyset keyset) throws IOException, GeneralSecurityException {
    file.write(keyset);
    look();
  }

  @Override
  public byte[] encrypt(byte[] plain, byte[] place) throws GeneralSecurityException {
    if (seen.plus(LONG_UNSEEN).isBefore(clock.instant())) {
      look();
    }
    return held.aead().encrypt(plain, place);
  }

  @Override
  public byte[] decrypt(byte[] sealed, byte[] place) throws GeneralSecurityException {
    if (!held.keyset().opens(sealed)) {
      look();
    }
    Held now = held;
    Aead before = now.before();
    boolean lately = now.since().plus(STILL_OPEN).isAfter(clock.instant());
    return before != null && lately && !now.keyset().opens(sealed)
        ? before.decrypt(sealed, place)
        : now.aead().decrypt(sealed, place);
  }

  /**
   * What was read.
   *
   * @param before what the keys before these open
   */
  private record Held(
      String text, Keyset keyset, Aead aead, Instant since, @Nullable Aead before) {}
}
