package dev.calsync.channel.vault;

import dev.calsync.channel.vault.TokenVault.Kind;
import dev.calsync.channel.vault.TokenVault.VaultException;
import dev.calsync.model.AccountId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sealed tokens of all accounts, joined or waiting to be, by the key that sealed them. */
@Component
final class SealedTokens {
  private static final Logger log = LoggerFactory.getLogger(SealedTokens.class);
  private static final int BATCH = 200;
  private static final List<String> TABLES =
      List.of("channel.credential", "channel.pending_account");
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final TokenVault vault;

  SealedTokens(JdbcClient jdbc, TokenVault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** How many rows need a key. */
  Map<Long, Long> rowsByKey() {
    var rows = new TreeMap<Long, Long>();
    for (String table : TABLES) {
      jdbc.sql(
              """
              select key, count(distinct account_id) as rows
                from (select account_id, substring(refresh_token from 2 for 4) as key
                        from %1$s where refresh_token is not null
                      union all
                      select account_id, substring(access_token from 2 for 4)
                        from %1$s where access_token is not null) as sealed
               group by key
              """
                  .formatted(table))
          .query((row, _) -> rows.merge(key(row.getBytes("key")), row.getLong("rows"), Long::sum))
          .list();
    }
    return rows;
  }

  private static long key(byte[] bytes) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(bytes, Integer.BYTES)).getInt());
  }

  /**
   * Seals anew what another key than this one sealed, in small steps. A token that changes
   * meanwhile is left alone: whoever changed it sealed it with the present key.
   *
   * @param prefix what the ciphertexts of the present key begin with
   */
  Resealed reseal(byte[] prefix) {
    Resealed all = new Resealed(0, 0);
    for (String table : TABLES) {
      all = all.and(reseal(table, prefix));
    }
    return all;
  }

  private Resealed reseal(String table, byte[] prefix) {
    int tokens = 0;
    int unreadable = 0;
    UUID after = BEFORE_ALL;
    List<Row> rows = others(table, prefix, after);
    while (!rows.isEmpty()) {
      for (Row row : rows) {
        try {
          tokens += reseal(table, row, Kind.REFRESH, row.refresh(), prefix);
          tokens += reseal(table, row, Kind.ACCESS, row.access(), prefix);
        } catch (VaultException e) {
          unreadable++;
          log.error("{}; it is left as it is", e.getMessage());
        }
      }
      after = rows.getLast().account();
      rows = others(table, prefix, after);
    }
    return new Resealed(tokens, unreadable);
  }

  private List<Row> others(String table, byte[] prefix, UUID after) {
    return jdbc.sql(
            """
            select account_id, refresh_token, access_token from %s
             where account_id > :after
               and (substring(refresh_token from 1 for 5) <> :prefix
                    or substring(access_token from 1 for 5) <> :prefix)
             order by account_id limit :limit
            """
                .formatted(table))
        .param("after", after)
        .param("prefix", prefix)
        .param("limit", BATCH)
        .query((row, _) ->
            new Row(
                row.getObject("account_id", UUID.class),
                row.getBytes("refresh_token"),
                row.getBytes("access_token")))
        .list();
  }

  private int reseal(String table, Row row, Kind kind, byte @Nullable [] held, byte[] prefix) {
    if (held == null || Arrays.mismatch(held, prefix) == prefix.length) {
      return 0;
    }
    var account = new AccountId(row.account());
    String column =
        switch (kind) {
          case REFRESH -> "refresh_token";
          case ACCESS -> "access_token";
        };
    return jdbc.sql(
            "update %2$s set %1$s = :sealed where account_id = :account and %1$s = :held"
                .formatted(column, table))
        .param("sealed", vault.seal(account, kind, vault.open(account, kind, held)))
        .param("account", row.account())
        .param("held", held)
        .update();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(UUID account, byte @Nullable [] refresh, byte @Nullable [] access) {}

  /**
   * What became of the tokens under other keys.
   *
   * @param unreadable rows that were tampered with, or whose key is gone
   */
  record Resealed(int tokens, int unreadable) {
    private Resealed and(Resealed other) {
      return new Resealed(tokens + other.tokens, unreadable + other.unreadable);
    }
  }
}
