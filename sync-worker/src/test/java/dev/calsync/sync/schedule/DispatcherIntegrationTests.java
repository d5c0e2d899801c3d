package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Topics;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Kind;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Releases;
import dev.calsync.sync.quota.Budgets;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.QuotaProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

class DispatcherIntegrationTests {
  private static final int PARTITION = 3;
  private static final int CALENDARS = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final SyncProperties settings = Settings.withPermits(1);
  private final DueCalendars due = new DueCalendars(jdbc, settings, InstantSource.system());
  private final SplittableRandom random = new SplittableRandom();

  /** One turn at a time; left to the look twice a second, twenty would take ten seconds. */
  @Test
  @SuppressWarnings("NullAway") // no consumer is asked
  void whatThereWasNoRoomForIsTakenAsSoonAsThereIs() throws Exception {
    addDueCalendars();
    var owned = new OwnedPartitions();
    owned.onPartitionsAssigned(null, List.of(new TopicPartition(Topics.NOTIFICATIONS, PARTITION)));
    var turns = turns();
    var quota = new QuotaProperties(60_000, 60_000, 1, 1_000_000, MINUTE, CALENDARS);
    var calls = new Quota(new Budgets(jdbc), quota, InstantSource.system(), meters);
    var room = new Room(settings, quota, calls, meters);
    var dispatcher =
        new Dispatcher(
            due, turns, owned, settings, new TurnThreads(random), room, InstantSource.system());
    dispatcher.start();
    try {
      await().atMost(Duration.ofSeconds(6)).until(() -> begun() == CALENDARS);
    } finally {
      dispatcher.stop();
    }

    assertThat(meters.get("calsync.sync.turns.running").gauge().value()).isZero();
  }

  /** Its successor may have been too early to hear it, and would not look again for hours. */
  @Test
  void whatAnOvertakenTurnWasToldAtItsEndIsAskedForOnceMore() throws Exception {
    addDueCalendars();
    Lease lease = due.claimIn(List.of(PARTITION), Kind.BACKFILL, 1).getFirst();
    jdbc.sql(
            """
            update sync.calendar_sync
               set lease_epoch = lease_epoch + 1, lease_owner = null, lease_until = null,
                   due_at = now() + interval '6 hours'
             where calendar_id = :id
            """)
        .param("id", lease.calendar().value())
        .update();

    assertThat(turns().take(lease)).isTrue();

    await().until(() -> isDue(lease.calendar()));
  }

  @SuppressWarnings("NullAway") // no turn comes to anything; each is begun and ends
  private CalendarTurns turns() throws NoSuchMethodException {
    var delays = new Delays(settings, null, null, null, null, random);
    return new CalendarTurns(due, releases(), null, null, delays, meters);
  }

  private boolean isDue(CalendarId calendar) {
    return jdbc.sql("select due_at <= now() from sync.calendar_sync where calendar_id = :id")
        .param("id", calendar.value())
        .query(Boolean.class)
        .single();
  }

  private void addDueCalendars() {
    jdbc.sql("delete from sync.calendar_sync").update();
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, due_at)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'c' || n, :partition, now()
              from generate_series(1, :count) as n
            """)
        .param("partition", PARTITION)
        .param("count", CALENDARS)
        .update();
  }

  /** As Spring makes it, for which alone it is. */
  private Releases releases() throws NoSuchMethodException {
    return BeanUtils.instantiateClass(
        Releases.class.getDeclaredConstructor(JdbcClient.class, SyncProperties.class),
        jdbc,
        settings);
  }

  private long begun() {
    return jdbc.sql("select count(*) from sync.calendar_sync where lease_epoch > 0")
        .query(Long.class)
        .single();
  }
}
