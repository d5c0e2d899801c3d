package dev.calsync.channel.vault;

import com.google.crypto.tink.KeyStatus;
import dev.calsync.channel.vault.Keyset.Role;
import dev.calsync.channel.vault.SealedTokens.Resealed;
import dev.calsync.channel.vault.VaultReaders.Reader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exchanges the vault's key while all goes on, one step at a time: a new key is added, seals when
 * every process can open what it seals, the tokens are sealed anew, and the old key is disabled
 * when nobody seals with it and no token needs it.
 */
@Component
final class VaultRotation {
  private static final Logger log = LoggerFactory.getLogger(VaultRotation.class);

  /** One step at a time in the whole installation; the number means nothing. */
  static final long LOCK = 7_313_600_021L;

  private final Keyring keyring;
  private final VaultReaders readers;
  private final SealedTokens tokens;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Duration settled;

  VaultRotation(
      Keyring keyring,
      VaultReaders readers,
      SealedTokens tokens,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      VaultSettings settings) {
    this.keyring = keyring;
    this.readers = readers;
    this.tokens = tokens;
    this.jdbc = jdbc;
    this.transaction = transaction;
    // Longer than it takes to write what was sealed: a token sealed just before has its row by now.
    this.settled = settings.reloadEvery().multipliedBy(2);
  }

  /** Takes one step, or says why not yet. */
  Outcome take(Step step) {
    return switch (step) {
      case ADD -> alone(this::add);
      case PROMOTE -> alone(this::promote);
      case REENCRYPT -> reencrypt();
      case DISABLE -> alone(this::disable);
      case ENABLE -> alone(this::enable);
      case DESTROY -> alone(this::destroy);
      case REWRAP -> alone(() -> write("written anew", keyset -> keyset));
    };
  }

  private Outcome alone(Supplier<Outcome> step) {
    Outcome outcome =
        transaction.execute(_ -> {
          boolean alone =
              jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                  .param("lock", LOCK)
                  .query(Boolean.class)
                  .single();
          if (!alone) {
            return new Refused("another step is being taken: try again in a moment");
          }
          // A key service may be slow, and whoever came in between would write over its keys.
          jdbc.sql("set local idle_in_transaction_session_timeout = 0").update();
          keyring.look();
          return step.get();
        });
    readers.look();
    return outcome == null ? new Refused("a transaction without an outcome") : outcome;
  }

  private Outcome add() {
    List<Long> next = keyring.keyset().ids(Role.NEXT);
    return next.isEmpty()
        ? write("added; promote it when every process has read it", Keyset::withNext)
        : new Refused("key " + next.getLast() + " was added already: promote it");
  }

  private Outcome promote() {
    List<Long> next = keyring.keyset().ids(Role.NEXT);
    if (next.isEmpty()) {
      return new Refused("there is no new key: add one");
    }
    return lackedBy(reader -> !reader.opens().contains(next.getLast()))
        .<Outcome>map(who -> new Refused(who + " not read the new key yet: try again in a moment"))
        .orElseGet(() -> write("promoted; now reencrypt", Keyset::promoted));
  }

  private Outcome reencrypt() {
    keyring.look();
    readers.look();
    Optional<String> behind = sealingOtherwise();
    if (behind.isPresent()) {
      return new Refused(behind.get());
    }
    Resealed done = tokens.reseal(keyring.keyset().prefix());
    log.info("{} tokens are sealed anew, {} rows cannot be", done.tokens(), done.unreadable());
    return new Done(
        "%d tokens sealed anew, %d rows cannot be read"
            .formatted(done.tokens(), done.unreadable()));
  }

  private Outcome disable() {
    List<Long> old = keyring.keyset().ids(Role.OLD);
    if (old.isEmpty()) {
      return new Refused("there is no old key");
    }
    return sealingOtherwise()
        .or(() -> needed(old))
        .<Outcome>map(Refused::new)
        .orElseGet(() -> write("disabled: " + old, keyset -> keyset.with(old, KeyStatus.DISABLED)));
  }

  private Outcome enable() {
    List<Long> disabled = keyring.keyset().ids(Role.DISABLED);
    return disabled.isEmpty()
        ? new Refused("no key is disabled")
        : write("enabled: " + disabled, keyset -> keyset.with(disabled, KeyStatus.ENABLED));
  }

  private Outcome destroy() {
    List<Long> disabled = keyring.keyset().ids(Role.DISABLED);
    return disabled.isEmpty()
        ? new Refused("no key is disabled: disable it first")
        : needed(disabled)
            .<Outcome>map(Refused::new)
            .orElseGet(() -> write("destroyed: " + disabled, keyset -> keyset.without(disabled)));
  }

  /** Why not everybody can be relied upon to seal with the present key. */
  private Optional<String> sealingOtherwise() {
    long primary = keyring.keyset().primary();
    return lackedBy(reader -> reader.seals() != primary || reader.sealsFor().compareTo(settled) < 0)
        .map(who -> who + " not sealed with the present key for long: try again in a moment");
  }

  private Optional<String> needed(List<Long> keys) {
    Map<Long, Long> rows = tokens.rowsByKey();
    List<Long> needed = keys.stream().filter(rows::containsKey).toList();
    return needed.isEmpty()
        ? Optional.empty()
        : Optional.of("rows need " + needed + ": reencrypt them first");
  }

  private Optional<String> lackedBy(Predicate<Reader> lacks) {
    List<Reader> lacking = readers.alive().stream().filter(lacks).toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            lacking.stream().map(Reader::name).collect(Collectors.joining(", ")) + " has (have)");
  }

  private Outcome write(String done, Change change) {
    try {
      keyring.replace(change.of(keyring.keyset()));
      log.info("vault keys {}; they are now {}", done, keyring.keyset().keys());
      return new Done(done);
    } catch (IOException e) {
      return new Refused(
          "calsync.vault.keyset-file cannot be written here (%s): change it where it comes from"
              .formatted(e.getClass().getSimpleName()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the vault's keys could not be changed: " + e.getClass().getSimpleName());
    }
  }

  /** A change of the keys. */
  @FunctionalInterface
  private interface Change {
    Keyset of(Keyset keyset) throws GeneralSecurityException;
  }

  /** What can be done to the keys. */
  enum Step {
    ADD,
    PROMOTE,
    REENCRYPT,
    DISABLE,
    ENABLE,
    DESTROY,
    REWRAP
  }

  /** What a step comes to. */
  sealed interface Outcome {}

  /** The step is taken. */
  record Done(String done) implements Outcome {}

  /** Nothing has changed. */
  record Refused(String reason) implements Outcome {}
}
