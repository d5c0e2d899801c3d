package dev.calsync.sync.schedule;

import dev.calsync.sync.SyncProperties;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets what is older than the topics keep: announced changes, and edits. A change that was not
 * announced yet is kept whatever its age. Any number of workers may do it at once.
 */
@Component
class Retention implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration FORGET_EVERY = Duration.ofSeconds(5);
  private static final int BATCH = 5_000;

  private final JdbcClient jdbc;
  private final SyncProperties settings;
  private final Forgetting forgetting;
  private volatile ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
  private volatile boolean running;

  Retention(JdbcClient jdbc, SyncProperties settings, Forgetting forgetting) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.forgetting = forgetting;
  }

  /**
   * One pass.
   *
   * @return how many changes were forgotten
   */
  int forget() {
    String age = settings.logRetention().toSeconds() + " seconds";
    int changes = 0;
    int batch;
    do {
      batch =
          jdbc.sql(
                  """
                  delete from sync.change_log where (calendar_id, seq) in (
                    select l.calendar_id, l.seq from sync.change_log l
                      join sync.calendar_sync s on s.calendar_id = l.calendar_id
                     where l.occurred_at < now() - :age::interval and l.seq <= s.published_seq
                     order by l.occurred_at limit :batch)
                  """)
              .param("age", age)
              .param("batch", BATCH)
              .update();
      changes += batch;
    } while (batch == BATCH);
    forgetEdits(age);
    // An account that has not called for a day has a full budget, as one that never called.
    jdbc.sql(
            """
            delete from sync.quota
             where refilled_at < now() - interval '1 day'
               and greatest(paused_until, writes_stopped_until, refilled_at) < now()
            """)
        .update();
    return changes;
  }

  /**
   * One that waits stays, for its author is still to be told what became of it: unless both were
   * forgotten before it was read. A day after it would not be tried any more, that is certain.
   */
  private void forgetEdits(String age) {
    jdbc.sql(
            """
            delete from sync.command
             where status <> 'PENDING' and received_at < now() - :age::interval
            """)
        .param("age", age)
        .update();
    jdbc.sql(
            """
            delete from sync.command c
             where status = 'PENDING' and received_at < now() - interval '2 days'
               and not exists (select from sync.calendar_sync s
                                where s.calendar_id = c.calendar_id)
            """)
        .update();
  }

  @Override
  public void start() {
    running = true;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sync-retention").factory());
    var _ =
        clock.scheduleWithFixedDelay(
            () -> orSay(this::forget), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    var _ =
        clock.scheduleWithFixedDelay(
            () -> orSay(forgetting::pass),
            FORGET_EVERY.toSeconds(),
            FORGET_EVERY.toSeconds(),
            TimeUnit.SECONDS);
  }

  static void orSay(Runnable pass) {
    try {
      pass.run();
    } catch (RuntimeException | Error e) {
      // Whatever it was, there is a next time; a scheduled task that threw would never run again.
      log.warn("what is over is not forgotten yet: {}", e.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running; // What says so before it was started is never started.
  }
}
