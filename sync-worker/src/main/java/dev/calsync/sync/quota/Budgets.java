package dev.calsync.sync.quota;

import dev.calsync.model.AccountId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The budgets that all workers share, {@code sync.quota}. Time is the database's. */
@Repository
public class Budgets {
  static final UUID PROJECT = new UUID(0, 0);

  /** From a halved rate back to the full one. */
  private static final Duration RECOVERY = Duration.ofMinutes(20);

  /** Many calls under way hear the same refusal: the rate is cut once. */
  private static final Duration ONE_CUT = Duration.ofSeconds(10);

  private static final double LEAST_FACTOR = 1.0 / 16;

  /** A pause that Google did not measure; longer the more the rate is cut already. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;

  /** Over one database. */
  public Budgets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static UUID scope(AccountId account) {
    return account.value();
  }

  /**
   * Takes up to {@code want} calls out of a bucket, and leaves {@code reserve} in it. The commit
   * does not wait for the disk: a database that crashes just then forgets no more than was taken
   * since the last claim or change was kept, which do wait.
   */
  Leased lease(UUID scope, Bucket bucket, int want, double reserve) {
    return jdbc.sql(
            """
            with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
            held as materialized (
              select scope, paused_until, writes_stopped_until,
                     :perSecond * least(1, factor
                       + coalesce(extract(epoch from now() - cut_at)::float8 / :recovery, 1)) as rate,
                     tokens, greatest(extract(epoch from now() - refilled_at)::float8, 0) as elapsed
                from sync.quota where scope = :scope for no key update),
            filled as (
              select *, least(:capacity, tokens + elapsed * rate) as level from held),
            given as (
              select *, case when paused_until > now() then 0
                             else greatest(floor(least(:want, level - :reserve)), 0)
                        end as calls
                from filled)
            update sync.quota q
               set tokens = given.level - given.calls,
                   refilled_at = greatest(q.refilled_at, now())
              from given, unhurried where q.scope = given.scope
            returning given.calls::int as calls,
                      q.paused_until > now() as paused,
                      extract(epoch from greatest(
                        given.paused_until - now(),
                        make_interval(secs => (:reserve + 1 - given.level) / given.rate))) as wait,
                      coalesce(q.writes_stopped_until > now(), false) as writes_stopped
            """)
        .param("scope", scope)
        .param("capacity", bucket.capacity())
        .param("perSecond", bucket.perSecond())
        .param("recovery", RECOVERY.toSeconds())
        .param("want", want)
        .param("reserve", reserve)
        .query((row, _) ->
            new Leased(
                row.getInt("calls"),
                Duration.ofMillis(Math.max((long) (row.getDouble("wait") * 1000), 1)),
                row.getBoolean("paused"),
                row.getBoolean("writes_stopped")))
        .optional()
        .orElseGet(() -> {
          begin(scope, bucket);
          return lease(scope, bucket, want, reserve);
        });
  }

  private void begin(UUID scope, Bucket bucket) {
    jdbc.sql(
            """
            insert into sync.quota (scope, tokens, refilled_at) values (:scope, :capacity, now())
            on conflict (scope) do nothing
            """)
        .param("scope", scope)
        .param("capacity", bucket.capacity())
        .update();
  }

  /**
   * Google finds us too fast: nobody calls for a while, and then less often.
   *
   * @param wish how long Google asks us to wait; it wins
   * @return how long nobody calls
   */
  Duration pause(UUID scope, @Nullable Duration wish) {
    double seconds =
        jdbc.sql(
                """
                with held as materialized (
                  select scope, least(1, factor
                           + coalesce(extract(epoch from now() - cut_at)::float8 / :recovery, 1)) as factor,
                         coalesce(cut_at > now() - :oneCut * interval '1 second', false) as cut
                    from sync.quota where scope = :scope for no key update)
                update sync.quota q
                   set tokens = 0, refilled_at = greatest(q.refilled_at, now()),
                       factor = case when held.cut then q.factor
                                     else greatest(held.factor / 2, :leastFactor) end,
                       cut_at = case when held.cut then q.cut_at else now() end,
                       paused_until = greatest(q.paused_until,
                         now() + coalesce(:wish, :pause / held.factor) * interval '1 second')
                  from held where q.scope = held.scope
                returning extract(epoch from q.paused_until - now())
                """)
            .param("scope", scope)
            .param("recovery", RECOVERY.toSeconds())
            .param("oneCut", ONE_CUT.toSeconds())
            .param("leastFactor", LEAST_FACTOR)
            .param("wish", wish == null ? null : (double) wish.toSeconds(), java.sql.Types.DOUBLE)
            .param("pause", (double) PAUSE.toSeconds())
            .query(Double.class)
            .single();
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** Google takes no more changes from this account. */
  void stopWrites(UUID scope, Duration howLong) {
    jdbc.sql(
            """
            update sync.quota
               set writes_stopped_until =
                     greatest(writes_stopped_until, now() + :seconds * interval '1 second')
             where scope = :scope
            """)
        .param("scope", scope)
        .param("seconds", howLong.toSeconds())
        .update();
  }

  /**
   * What a bucket gave.
   *
   * @param again until it has something again, if it gave nothing
   */
  record Leased(int calls, Duration again, boolean paused, boolean writesStopped) {}
}
