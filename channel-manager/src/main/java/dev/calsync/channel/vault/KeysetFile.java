package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vault's keys in their file, readable by its owner alone, as Tink's JSON: in the clear, or
 * encrypted by what the settings name. One that is still in the clear is read all the same, and
 * encrypted with the next write.
 */
final class KeysetFile {
  private static final Logger log = LoggerFactory.getLogger(KeysetFile.class);
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final Path path;
  private final @Nullable Aead encryption;

  KeysetFile(VaultSettings settings) {
    this(settings.keysetFile(), KeyEncryption.of(settings).orElse(null));
  }

  KeysetFile(Path path, @Nullable Aead encryption) {
    this.path = path;
    this.encryption = encryption;
  }

  /** What stands in the file, which is made where there is none: at a first start, never later. */
  String readOrMake() throws IOException {
    if (!Files.exists(path)) {
      create();
    }
    return read();
  }

  String read() throws IOException {
    return Files.readString(path);
  }

  boolean isEncrypted(String text) {
    return text.contains("\"encryptedKeyset\"");
  }

  Keyset parse(String text) throws GeneralSecurityException {
    AeadConfig.register();
    if (!isEncrypted(text)) {
      return new Keyset(
          TinkJsonProtoKeysetFormat.parseKeyset(
              text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }
    if (encryption == null) {
      throw new GeneralSecurityException("encrypted");
    }
    return new Keyset(
        TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
            text, encryption, NO_ASSOCIATED_DATA, RegistryConfiguration.get()));
  }

  /** Replaces the file as a whole; after a crash there is the old one or the new one. */
  void write(Keyset keyset) throws IOException, GeneralSecurityException {
    Path draft = draft(keyset);
    try {
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Complete before it has its name, and never over an existing one: two may start at once. */
  private void create() throws IOException {
    Path draft;
    try {
      AeadConfig.register();
      Files.createDirectories(folder());
      draft = draft(Keyset.fresh());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every installation of Tink makes such keys", e);
    }
    try {
      Files.createLink(path, draft);
      log.warn(
          "made a new vault key in {}: without this file the stored grants cannot be read, keep a"
              + " copy of it apart from the database's",
          path);
    } catch (FileAlreadyExistsException _) {
      log.info("{} was made by another process meanwhile", path);
    } finally {
      Files.delete(draft);
    }
  }

  /** On the disk before anything is sealed with a key in it. */
  private Path draft(Keyset keyset) throws IOException, GeneralSecurityException {
    String text =
        encryption == null
            ? TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset.handle(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
            : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                keyset.handle(), encryption, NO_ASSOCIATED_DATA, RegistryConfiguration.get());
    Path draft =
        Files.createTempFile(
            folder(),
            "keyset",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    return draft;
  }

  private @Nullable Path folder() {
    return path.toAbsolutePath().getParent();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
