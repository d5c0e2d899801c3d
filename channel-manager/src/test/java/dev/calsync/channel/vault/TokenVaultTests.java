package dev.calsync.channel.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.channel.vault.TokenVault.Kind;
import dev.calsync.channel.vault.TokenVault.VaultException;
import dev.calsync.model.AccountId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault keeps, and from whom. */
class TokenVaultTests {
  private static final String TOKEN = "1//canary-refresh-token";
  private static final AccountId ADA = new AccountId(UUID.randomUUID());
  private static final AccountId GRACE = new AccountId(UUID.randomUUID());

  @TempDir Path folder;

  @Test
  void whatIsSealedOpensInItsOwnRow() {
    TokenVault vault = vault("keyset.json");
    assertThat(vault.open(ADA, Kind.REFRESH, vault.seal(ADA, Kind.REFRESH, TOKEN)))
        .isEqualTo(TOKEN);
  }

  @Test
  void aCiphertextInAnotherAccountsRowDoesNotOpen() {
    TokenVault vault = vault("keyset.json");
    byte[] sealed = vault.seal(ADA, Kind.REFRESH, TOKEN);
    assertThatThrownBy(() -> vault.open(GRACE, Kind.REFRESH, sealed))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void aCiphertextInAnotherColumnDoesNotOpen() {
    TokenVault vault = vault("keyset.json");
    byte[] sealed = vault.seal(ADA, Kind.REFRESH, TOKEN);
    assertThatThrownBy(() -> vault.open(ADA, Kind.ACCESS, sealed))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void anotherKeyOpensNothingAndTheFailureShowsNothing() {
    byte[] sealed = vault("keyset.json").seal(ADA, Kind.REFRESH, TOKEN);
    assertThatThrownBy(() -> vault("other.json").open(ADA, Kind.REFRESH, sealed))
        .isInstanceOf(VaultException.class)
        .hasNoCause()
        .message()
        .doesNotContain("canary");
  }

  @Test
  @KnownBug(Complaint.TOKENS_IN_PLAIN_TEXT)
  void theCiphertextDoesNotContainTheToken() {
    byte[] sealed = vault("keyset.json").seal(ADA, Kind.REFRESH, TOKEN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
  }

  @Test
  void theKeyIsMadeOnceReadableByItsOwnerAlone() throws IOException {
    byte[] sealed = vault("deeper/keyset.json").seal(ADA, Kind.REFRESH, TOKEN);
    assertThat(vault("deeper/keyset.json").open(ADA, Kind.REFRESH, sealed)).isEqualTo(TOKEN);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file("deeper/keyset.json"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder.resolve("deeper"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void manyWhoStartAtOnceShareOneKey() {
    var sealed = ConcurrentHashMap.<byte[]>newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> sealed.add(vault("keyset.json").seal(ADA, Kind.REFRESH, TOKEN)));
      }
    }
    assertThat(sealed)
        .hasSize(8)
        .allSatisfy(
            one -> assertThat(vault("keyset.json").open(ADA, Kind.REFRESH, one)).isEqualTo(TOKEN));
  }

  @Test
  void aFileThatIsNoKeysetIsNamedButNotShown() throws IOException {
    Files.writeString(file("broken.json"), "{\"secret\": \"canary\"}");
    assertThatThrownBy(() -> vault("broken.json"))
        .hasMessageContaining("calsync.vault.keyset-file")
        .hasNoCause()
        .message()
        .doesNotContain("canary");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private TokenVault vault(String name) {
    return new TokenVault(Keysets.keyring(file(name), Clock.systemUTC()));
  }
}
