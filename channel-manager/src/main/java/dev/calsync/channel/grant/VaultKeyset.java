package dev.calsync.channel.grant;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vault's key in its file, readable by its owner alone; made where there is none. */
final class VaultKeyset {
  private static final Logger log = LoggerFactory.getLogger(VaultKeyset.class);

  private VaultKeyset() {}

  static Aead open(Path file) {
    try {
      AeadConfig.register();
      if (!Files.exists(file)) {
        create(file);
      }
      return TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      // Tink's message may quote the file; its type is enough.
      throw new IllegalStateException(
          "calsync.vault.keyset-file: '"
              + file
              + "' is not a usable keyset ("
              + e.getClass().getSimpleName()
              + ")");
    } catch (IOException e) {
      throw new IllegalStateException(
          "calsync.vault.keyset-file: '" + file + "' cannot be read or made", e);
    }
  }

  /** Complete before it has its name, and never over an existing one: two may start at once. */
  private static void create(Path file) throws IOException, GeneralSecurityException {
    KeysetHandle keyset =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            "keyset",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          draft,
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
      Files.createLink(file, draft);
      log.warn(
          "made a new vault key in {}: without this file the stored grants cannot be read, keep a"
              + " copy of it apart from the database's",
          file);
    } catch (FileAlreadyExistsException _) {
      log.info("{} was made by another process meanwhile", file);
    } finally {
      Files.delete(draft);
    }
  }
}
