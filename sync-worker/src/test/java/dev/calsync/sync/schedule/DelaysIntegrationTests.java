package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import dev.calsync.sync.quota.Budgets;
import dev.calsync.sync.quota.Permission;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.QuotaProperties;
import dev.calsync.sync.quota.Work;
import dev.calsync.sync.turn.TurnEnd;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A calendar that was polled and met no budget. */
class DelaysIntegrationTests {
  private static final Duration POLLS_AGAIN = Duration.ofMinutes(10);

  private final DriverManagerDataSource database = WorkerSchema.dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Quota quota =
      new Quota(
          new Budgets(jdbc),
          new QuotaProperties(60_000, 60, 1, 1_000_000, Duration.ofHours(6), 4),
          InstantSource.system(),
          new SimpleMeterRegistry());
  private final Lease lease = lease();
  private Delays delays;

  @BeforeEach
  @SuppressWarnings("NullAway") // no calendar gets up to date here
  void overOneDatabase() throws NoSuchMethodException {
    CommandInbox inbox =
        BeanUtils.instantiateClass(
            CommandInbox.class.getDeclaredConstructor(
                JdbcClient.class, NamedParameterJdbcTemplate.class, JsonMapper.class),
            jdbc,
            new NamedParameterJdbcTemplate(database),
            JsonMapper.shared());
    delays = new Delays(null, null, inbox, quota, null, new SplittableRandom(1));
  }

  @Test
  void aPollWaitsUntilThereAreCallsForPolls() {
    assertThat(delay()).isGreaterThanOrEqualTo(POLLS_AGAIN);
  }

  @Test
  void aCalendarWhoseEditWaitsWaitsOnlyUntilThereAreCallsForEdits() {
    anEditWaits();
    assertThat(delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));

    AccountId account = lease.subject().account();
    assertThat(quota.toRead(account, Work.LIVE)).isInstanceOf(Permission.Granted.class);
    quota.tooFast(account, Duration.ofMinutes(2));
    assertThat(delay()).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(4));
  }

  @AfterEach
  void nothingWaitsForEver() {
    jdbc.sql("delete from sync.command where calendar_id = ?")
        .param(lease.calendar().value())
        .update();
  }

  private Duration delay() {
    return delays.after(lease, new TurnEnd.Wait("no calls for polls", POLLS_AGAIN));
  }

  private void anEditWaits() {
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command)
            values (:id, :calendar, :user, :command::json)
            """)
        .param("id", UUID.randomUUID())
        .param("calendar", lease.calendar().value())
        .param("user", lease.subject().user().value())
        .param(
            "command",
            """
            {"type":"DeleteEvent","commandId":"%s","calendarId":"%s","userId":"%s",
             "sendUpdates":"none","eventId":"lunch","ifMatch":"e1"}
            """
                .formatted(UUID.randomUUID(), lease.calendar(), lease.subject().user()))
        .update();
  }

  private static Lease lease() {
    return new Lease(
        new Lease.Subject(
            new CalendarId(UUID.randomUUID()),
            new AccountId(UUID.randomUUID()),
            new UserId(UUID.randomUUID()),
            "c"),
        1,
        new Lease.Occasion(1, 1, Instant.now(), false, null, null),
        new Progress(new SyncToken("t"), null, 1, false),
        new Lease.Standing(new Lease.Told(0, true), 1, true, false, Duration.ZERO, false, null),
        Instant.MAX);
  }
}
