package dev.calsync.channel.vault;

import dev.calsync.channel.vault.Keyset.VaultKey;
import dev.calsync.channel.vault.VaultReaders.Reader;
import dev.calsync.channel.vault.VaultRotation.Done;
import dev.calsync.channel.vault.VaultRotation.Outcome;
import dev.calsync.channel.vault.VaultRotation.Refused;
import dev.calsync.channel.vault.VaultRotation.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** The vault's keys for an operator, {@code /actuator/vault}: ids, never the keys themselves. */
@Component
@Endpoint(id = "vault")
class VaultEndpoint {
  private static final int CONFLICT = 409;

  private final VaultRotation rotation;
  private final Keyring keyring;
  private final SealedTokens tokens;
  private final VaultReaders readers;

  VaultEndpoint(
      VaultRotation rotation, Keyring keyring, SealedTokens tokens, VaultReaders readers) {
    this.rotation = rotation;
    this.keyring = keyring;
    this.tokens = tokens;
    this.readers = readers;
  }

  /** The keys, how many rows need each, and which process knows which. */
  @ReadOperation
  Vault vault() {
    return state("");
  }

  /** Takes a step of a rotation, or says why not yet. */
  @WriteOperation
  WebEndpointResponse<Object> take(@Selector String step) {
    Step known =
        Arrays.stream(Step.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(step))
            .findFirst()
            .orElseThrow(() ->
                new InvalidEndpointRequestException(
                    "not a step of a rotation: " + step,
                    "expected: one of " + List.of(Step.values())));
    Outcome outcome = rotation.take(known);
    return switch (outcome) {
      case Done(var done) -> new WebEndpointResponse<>(state(done));
      case Refused(var reason) -> new WebEndpointResponse<>(Map.of("reason", reason), CONFLICT);
    };
  }

  private Vault state(String done) {
    var rows = new TreeMap<>(tokens.rowsByKey());
    List<KeyInUse> keys =
        keyring.keyset().keys().stream()
            .map(key -> new KeyInUse(key.id(), key.role().name(), taken(rows, key)))
            .toList();
    // Whatever is left needs a key that nobody has.
    Stream<KeyInUse> missing =
        rows.entrySet().stream().map(row -> new KeyInUse(row.getKey(), "MISSING", row.getValue()));
    return new Vault(
        done,
        keyring.isEncrypted(),
        Stream.concat(keys.stream(), missing).toList(),
        readers.alive().stream().map(Member::of).toList());
  }

  private static long taken(Map<Long, Long> rows, VaultKey key) {
    return Optional.ofNullable(rows.remove(key.id())).orElse(0L);
  }

  /** All there is to see. */
  record Vault(String done, boolean encrypted, List<KeyInUse> keys, List<Member> processes) {}

  /** A key and how many accounts have a token that it sealed. */
  record KeyInUse(long id, String state, long rows) {}

  /** A process that uses the vault. */
  record Member(String name, List<Long> opens, long seals, Instant seenAt) {
    static Member of(Reader reader) {
      return new Member(reader.name(), reader.opens(), reader.seals(), reader.seenAt());
    }
  }
}
