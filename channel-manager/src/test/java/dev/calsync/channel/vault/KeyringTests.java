package dev.calsync.channel.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeyStatus;
import dev.calsync.channel.vault.Keyset.Role;
import dev.calsync.simulator.time.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes whose keys lie in one file. */
class KeyringTests {
  private static final byte[] TOKEN = {1, 2, 3};
  private static final byte[] PLACE = {4};

  private final MovableClock clock = new MovableClock(Clock.systemUTC());
  @TempDir Path folder;
  private Keyring one;
  private Keyring other;

  @BeforeEach
  void twoProcesses() {
    one = Keysets.keyring(file(), clock);
    other = Keysets.keyring(file(), clock);
  }

  @Test
  void aKeyThatWasAddedDoesNotSealYet() throws GeneralSecurityException, IOException {
    byte[] before = one.keyset().prefix();
    one.replace(one.keyset().withNext());
    assertThat(one.encrypt(TOKEN, PLACE)).startsWith(before);
    assertThat(one.keyset().ids(Role.NEXT)).hasSize(1);
  }

  @Test
  void whoMeetsAKeyThatItHasNotReadYetReadsIt() throws GeneralSecurityException, IOException {
    one.replace(one.keyset().withNext());
    one.replace(one.keyset().promoted());
    assertThat(other.decrypt(one.encrypt(TOKEN, PLACE), PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void whatWasReadJustBeforeItsKeyWasDisabledOpensForAMinute()
      throws GeneralSecurityException, IOException {
    byte[] sealed = one.encrypt(TOKEN, PLACE);
    disableTheOld();
    other.look();
    assertThat(one.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThat(other.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    clock.advance(Duration.ofMinutes(2));
    assertThatThrownBy(() -> one.decrypt(sealed, PLACE))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aKeyThatWasDisabledOpensAgainWhenItIsEnabled() throws GeneralSecurityException, IOException {
    byte[] sealed = one.encrypt(TOKEN, PLACE);
    disableTheOld();
    clock.advance(Duration.ofMinutes(2));
    one.replace(one.keyset().with(one.keyset().ids(Role.DISABLED), KeyStatus.ENABLED));
    assertThat(other.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void whoHasNotLookedForLongLooksBeforeItSeals() throws GeneralSecurityException, IOException {
    disableTheOld();
    clock.advance(Duration.ofMinutes(2));
    assertThat(other.encrypt(TOKEN, PLACE)).startsWith(one.keyset().prefix());
  }

  @Test
  void withoutItsFileAProcessGoesOnAndMakesNoNewOne() throws GeneralSecurityException, IOException {
    byte[] sealed = one.encrypt(TOKEN, PLACE);
    Files.delete(file());
    one.look();
    assertThat(one.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileWithNoneOfTheKeysInUseIsNotTaken() throws GeneralSecurityException, IOException {
    byte[] sealed = one.encrypt(TOKEN, PLACE);
    new KeysetFile(file(), null).write(Keyset.fresh());
    one.look();
    assertThat(one.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void halfAFileIsNotTaken() throws GeneralSecurityException, IOException {
    byte[] sealed = one.encrypt(TOKEN, PLACE);
    Files.writeString(file(), Files.readString(file()).substring(20));
    one.look();
    assertThat(one.decrypt(sealed, PLACE)).isEqualTo(TOKEN);
  }

  @Test
  void aDestroyedKeyIsGone() throws GeneralSecurityException, IOException {
    disableTheOld();
    one.replace(one.keyset().without(one.keyset().ids(Role.DISABLED)));
    assertThat(one.keyset().keys()).hasSize(1);
  }

  private void disableTheOld() throws GeneralSecurityException, IOException {
    one.replace(one.keyset().withNext());
    one.replace(one.keyset().promoted());
    one.replace(one.keyset().with(one.keyset().ids(Role.OLD), KeyStatus.DISABLED));
  }

  private Path file() {
    return folder.resolve("keyset.json");
  }
}
