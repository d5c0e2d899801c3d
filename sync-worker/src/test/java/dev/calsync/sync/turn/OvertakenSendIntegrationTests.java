package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChangeType;
import dev.calsync.model.EventId;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A worker that has the right to send when it begins, and perhaps no longer when it ends. */
class OvertakenSendIntegrationTests {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final OneCalendar calendar = OneCalendar.in(jdbc);
  private final Lease lease = calendar.lease(Instant.EPOCH, Instant.EPOCH.plus(LEASE));
  private Instant now = Instant.EPOCH;
  private Duration sendTakes = Duration.ZERO;

  @AfterEach
  void noCalendar() {
    calendar.remove();
  }

  @Test
  void whatWasSentInTimeIsSentOnce() throws NoSuchMethodException {
    var _ = aTurnSends();

    assertThat(owed()).isEmpty();
    assertThat(isAskedFor()).isFalse();
  }

  @Test
  void aStateThatMayHaveComeAfterASuccessorsIsSentOnceMore() throws NoSuchMethodException {
    sendTakes = LEASE.plusMillis(1);
    var _ = aTurnSends();

    assertThat(owed()).containsExactly("lunch");
    assertThat(isAskedFor()).isTrue();
  }

  /** As a turn does that fails after it has sent: it waits again when it lets go. */
  @Test
  void whatIsWaitedForTwiceIsOwedOnce() throws NoSuchMethodException {
    sendTakes = LEASE.plusMillis(1);
    ChangePublisher.Sending sending = aTurnSends();
    publisher().settled(lease, sending);

    assertThat(owed()).containsExactly("lunch");
  }

  private ChangePublisher.Sending aTurnSends() throws NoSuchMethodException {
    ChangePublisher publisher = publisher();
    String event = "{\"id\":\"lunch\"}";
    var change =
        new Change(
            calendar.id(),
            1,
            UUID.randomUUID(),
            1,
            ChangeType.EVENT_CREATED.ceType(),
            "lunch",
            "push",
            null,
            Instant.EPOCH,
            null,
            event);
    var state = new Committed.State(new EventId("lunch"), event);
    ChangePublisher.Sending sending = publisher.send(lease, List.of(change), List.of(state));
    publisher.settled(lease, sending);
    return sending;
  }

  private ChangePublisher publisher() throws NoSuchMethodException {
    SyncProperties settings = Settings.withPermits(1);
    LeasedCalendars leased =
        BeanUtils.instantiateClass(
            LeasedCalendars.class.getDeclaredConstructor(
                JdbcClient.class, SyncProperties.class, InstantSource.class),
            jdbc,
            settings,
            (InstantSource) () -> now);
    return new ChangePublisher(
        new ChangeLog(jdbc),
        new Mirror(jdbc, JsonMapper.shared()),
        leased,
        new DueCalendars(jdbc, settings, () -> now),
        OneCalendar.kafka(() -> now = now.plus(sendTakes)),
        new SimpleMeterRegistry());
  }

  private List<@Nullable String> owed() {
    return jdbc.sql("select event_id from sync.state_owed where calendar_id = ?")
        .param(calendar.id().value())
        .query(String.class)
        .list();
  }

  private boolean isAskedFor() {
    return jdbc.sql(
            """
            select requested_gen > synced_gen and due_at is not null
              from sync.calendar_sync where calendar_id = ?
            """)
        .param(calendar.id().value())
        .query(Boolean.class)
        .single();
  }
}
