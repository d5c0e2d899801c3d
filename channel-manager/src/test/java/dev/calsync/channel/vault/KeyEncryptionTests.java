package dev.calsync.channel.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyset's file, encrypted. */
class KeyEncryptionTests {
  private static final byte[] TOKEN = {1, 2, 3};
  private static final byte[] PLACE = {4};
  private static final String FIRST = key('1');
  private static final String SECOND = key('2');

  @TempDir Path folder;

  @Test
  void theFileHoldsNoKeyInTheClear() throws IOException {
    keyring(FIRST);
    assertThat(Files.readString(file())).contains("encryptedKeyset").doesNotContain("\"value\"");
  }

  @Test
  void whoHasTheKeyReadsTheFile() throws GeneralSecurityException {
    byte[] sealed = keyring(FIRST).encrypt(TOKEN, PLACE);
    assertThat(keyring(FIRST).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void aKeyInAFileDoesTheSame() throws GeneralSecurityException, IOException {
    byte[] sealed = keyring(FIRST).encrypt(TOKEN, PLACE);
    Path kek = Files.writeString(folder.resolve("kek"), FIRST + "\n");
    Keyring other = Keysets.keyring(file(), encryption(settings(null, kek, null)));
    assertThat(other.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void aKmsThatIsAddedAsAServiceDoesTheSame() throws GeneralSecurityException, IOException {
    Aead kms = encryption(settings(null, null, "paper-kms://vault/key"));
    byte[] sealed = Keysets.keyring(file(), kms).encrypt(TOKEN, PLACE);
    assertThat(Files.readString(file())).contains("encryptedKeyset");
    assertThat(Keysets.keyring(file(), kms).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2"})
  void withoutTheKeyTheStartFailsAndNamesTheSetting(String other) {
    keyring(FIRST);
    assertThatThrownBy(() -> keyring(other.isEmpty() ? null : SECOND))
        .hasMessageContaining("calsync.vault.keyset-file")
        .hasMessageContaining("calsync.vault.kek");
  }

  @Test
  void theFirstOfTwoKeysEncryptsAndBothOpen() throws GeneralSecurityException, IOException {
    byte[] sealed = keyring(FIRST).encrypt(TOKEN, PLACE);
    Keyring both = keyring(SECOND + "," + FIRST);
    assertThat(both.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    both.replace(both.keyset());
    assertThat(keyring(SECOND).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void aFileInTheClearIsReadAndEncryptedWithTheNextWrite()
      throws GeneralSecurityException, IOException {
    byte[] sealed = keyring(null).encrypt(TOKEN, PLACE);
    Keyring careful = keyring(FIRST);
    assertThat(careful.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThat(careful.isEncrypted()).isFalse();
    careful.replace(careful.keyset());
    assertThat(careful.isEncrypted()).isTrue();
    assertThat(keyring(FIRST).decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "Y2FuYXJ5", ",", "Y2FuYXJ5!"})
  void whatIsNoKeyIsNamedAndNotShown(String text) {
    assertThatThrownBy(() -> keyring(text))
        .hasMessageContaining("calsync.vault.kek")
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("Y2F");
  }

  @Test
  void aKmsThatNobodyAddedIsNamed() {
    assertThatThrownBy(() -> encryption(settings(null, null, "gcp-kms://projects/p")))
        .hasMessageContaining("calsync.vault.kek-uri")
        .hasMessageContaining("gcp-kms://projects/p");
  }

  @Test
  void twoWaysAtOnceAreRefused() {
    assertThatThrownBy(() -> settings(FIRST, null, "paper-kms://vault/key"))
        .hasMessageContaining("calsync.vault.kek-uri");
  }

  private Keyring keyring(@Nullable String kek) {
    return Keysets.keyring(file(), encryption(settings(kek, null, null)));
  }

  private VaultSettings settings(
      @Nullable String kek, @Nullable Path kekFile, @Nullable String uri) {
    return new VaultSettings(file(), kek, kekFile, uri, Duration.ofSeconds(5));
  }

  private static @Nullable Aead encryption(VaultSettings settings) {
    return KeyEncryption.of(settings).orElse(null);
  }

  private static String key(char letter) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) letter);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Path file() {
    return folder.resolve("keyset.json");
  }
}
