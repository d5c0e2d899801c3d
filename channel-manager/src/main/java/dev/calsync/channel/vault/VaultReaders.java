package dev.calsync.channel.vault;

import dev.calsync.channel.loop.Loops;
import dev.calsync.channel.vault.Keyset.Role;
import dev.calsync.channel.vault.Keyset.VaultKey;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which keys each process of this installation knows. Each looks at its file and says so at short
 * intervals; one that has been silent for long is taken for dead.
 */
@Component
final class VaultReaders {
  private static final String NAME = ManagementFactory.getRuntimeMXBean().getName();

  private final UUID id = UUID.randomUUID();
  private final JdbcClient jdbc;
  private final Keyring keyring;
  private final Duration silence;

  VaultReaders(JdbcClient jdbc, Keyring keyring, VaultSettings settings, Loops loops) {
    this.jdbc = jdbc;
    this.keyring = keyring;
    Duration several = settings.reloadEvery().multipliedBy(4);
    this.silence = several.compareTo(Keyring.LONG_UNSEEN) > 0 ? several : Keyring.LONG_UNSEEN;
    var _ = loops.every(settings.reloadEvery(), "vault", this::look);
  }

  /** Looks at the file, and says what it found. */
  @PostConstruct
  void look() {
    keyring.look();
    Keyset keyset = keyring.keyset();
    jdbc.sql(
            """
            insert into channel.vault_reader as known (reader_id, name, opens, seals)
            values (:id, :name, :opens, :seals)
            on conflict (reader_id) do update
               set opens = excluded.opens, seals = excluded.seals, seen_at = now(),
                   seals_since = case when known.seals = excluded.seals
                                      then known.seals_since else now() end
            """)
        .param("id", id)
        .param("name", NAME)
        .param("opens", opens(keyset))
        .param("seals", keyset.primary())
        .update();
    jdbc.sql("delete from channel.vault_reader where seen_at < now() - interval '1 day'").update();
  }

  private static String opens(Keyset keyset) {
    return keyset.keys().stream()
        .filter(key -> key.role() != Role.DISABLED)
        .map(VaultKey::id)
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  @PreDestroy
  void leave() {
    jdbc.sql("delete from channel.vault_reader where reader_id = :id").param("id", id).update();
  }

  List<Reader> alive() {
    return jdbc.sql(
            """
            select name, opens, seals, seen_at, extract(epoch from now() - seals_since) as seconds
              from channel.vault_reader
             where seen_at > now() - make_interval(secs => :silence) order by name
            """)
        .param("silence", silence.toMillis() / 1000.0)
        .query((row, _) ->
            new Reader(
                row.getString("name"),
                Arrays.stream(row.getString("opens").split(",")).map(Long::valueOf).toList(),
                row.getLong("seals"),
                Duration.ofMillis(Math.round(row.getDouble("seconds") * 1000)),
                row.getTimestamp("seen_at").toInstant()))
        .list();
  }

  /**
   * A process.
   *
   * @param sealsFor since when it seals with the key it seals with
   */
  record Reader(String name, List<Long> opens, long seals, Duration sealsFor, Instant seenAt) {}
}
