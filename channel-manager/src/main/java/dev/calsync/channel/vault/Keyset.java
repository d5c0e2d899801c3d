package dev.calsync.channel.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The vault's keys in the order in which they were added. One of them seals; what stands behind it
 * waits to do so, what stands before it did so once and still opens, unless it is disabled.
 */
record Keyset(KeysetHandle handle) {
  /** Tink's mark before the key's id, with which each ciphertext begins. */
  private static final byte TINK = 1;

  static final int PREFIX_BYTES = 5;

  static Keyset fresh() throws GeneralSecurityException {
    return new Keyset(
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
  }

  Aead aead() throws GeneralSecurityException {
    return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  List<VaultKey> keys() {
    int primary = primaryIndex();
    return IntStream.range(0, handle.size())
        .mapToObj(i -> new VaultKey(unsigned(handle.getAt(i).getId()), role(i, primary)))
        .toList();
  }

  List<Long> ids(Role role) {
    return keys().stream().filter(key -> key.role() == role).map(VaultKey::id).toList();
  }

  long primary() {
    return unsigned(handle.getPrimary().getId());
  }

  boolean sharesAKeyWith(Keyset other) {
    List<Long> others = other.keys().stream().map(VaultKey::id).toList();
    return keys().stream().anyMatch(key -> others.contains(key.id()));
  }

  boolean opens(byte[] sealed) {
    return sealed.length >= PREFIX_BYTES
        && keys().stream()
            .anyMatch(key -> key.role() != Role.DISABLED && key.id() == keyOf(sealed));
  }

  /** The key that sealed this. */
  static long keyOf(byte[] sealed) {
    return unsigned(ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt());
  }

  /** What begins each ciphertext of the key that seals. */
  byte[] prefix() {
    return ByteBuffer.allocate(PREFIX_BYTES).put(TINK).putInt(handle.getPrimary().getId()).array();
  }

  /** With one more key, which opens but does not seal yet. */
  Keyset withNext() throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
    builder.addEntry(
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId());
    return new Keyset(builder.build());
  }

  Keyset promoted() throws GeneralSecurityException {
    List<Long> next = ids(Role.NEXT);
    return changed((builder, i) -> {
      if (idAt(i) == next.getLast()) {
        builder.getAt(i).makePrimary();
      }
    });
  }

  Keyset with(List<Long> ids, KeyStatus status) throws GeneralSecurityException {
    return changed((builder, i) -> {
      if (ids.contains(idAt(i))) {
        builder.getAt(i).setStatus(status);
      }
    });
  }

  Keyset without(List<Long> ids) throws GeneralSecurityException {
    return changed((builder, i) -> {
      if (ids.contains(idAt(i))) {
        builder.deleteAt(i);
      }
    });
  }

  /** From the last to the first, so that one may be deleted on the way. */
  private Keyset changed(BiConsumer<KeysetHandle.Builder, Integer> change)
      throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
    for (int i = handle.size() - 1; i >= 0; i--) {
      change.accept(builder, i);
    }
    return new Keyset(builder.build());
  }

  private long idAt(int i) {
    return unsigned(handle.getAt(i).getId());
  }

  private int primaryIndex() {
    return IntStream.range(0, handle.size())
        .filter(i -> handle.getAt(i).isPrimary())
        .findFirst()
        .orElseThrow();
  }

  private Role role(int i, int primary) {
    if (i == primary) {
      return Role.PRIMARY;
    }
    if (handle.getAt(i).getStatus() != KeyStatus.ENABLED) {
      return Role.DISABLED;
    }
    return i > primary ? Role.NEXT : Role.OLD;
  }

  private static long unsigned(int id) {
    return Integer.toUnsignedLong(id);
  }

  /** A key, by the id it has in its file. */
  record VaultKey(long id, Role role) {}

  /** What a key is for. */
  enum Role {
    NEXT,
    PRIMARY,
    OLD,
    DISABLED
  }
}
