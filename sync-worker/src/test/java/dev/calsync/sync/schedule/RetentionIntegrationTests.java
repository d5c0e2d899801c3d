package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.WorkerSchema;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Edits that wait: for a calendar that is known, and for one that nobody knows any more. */
class RetentionIntegrationTests {
  private static final SyncProperties SETTINGS =
      Settings.polling(Duration.ofHours(4), Duration.ofMinutes(10));

  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final UUID known = UUID.randomUUID();
  private final UUID forgotten = UUID.randomUUID();
  private final Retention retention =
      new Retention(
          jdbc,
          SETTINGS,
          new Forgetting(
              jdbc,
              new TransactionTemplate(new DataSourceTransactionManager(WorkerSchema.dataSource())),
              SETTINGS));

  @BeforeEach
  void aCalendar() {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, lifecycle_version)
            values (?, gen_random_uuid(), gen_random_uuid(), 'c', 0, 1)
            """)
        .param(known)
        .update();
  }

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from sync.calendar_sync where calendar_id = ?").param(known).update();
    jdbc.sql("delete from sync.command where calendar_id in (?, ?)")
        .params(known, forgotten)
        .update();
  }

  @Test
  void anEditOfWhomNobodyKnowsAnyMoreIsForgotten() {
    waits(forgotten, "49 hours");
    retention.forget();

    assertThat(waiting(forgotten)).isZero();
  }

  /** The calendar may be heard of later than its edit; and who is known, is still to be told. */
  @Test
  void anEditWhoseAuthorMayStillBeToldStays() {
    waits(forgotten, "47 hours");
    waits(known, "49 hours");
    retention.forget();

    assertThat(waiting(forgotten)).isEqualTo(1);
    assertThat(waiting(known)).isEqualTo(1);
  }

  /** Where no transaction can be begun, what is thrown is none of those that a statement throws. */
  @Test
  void aDatabaseThatIsAwayEndsNoSchedule() {
    var manager = new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:nowhere"));
    var away = new Forgetting(jdbc, new TransactionTemplate(manager), SETTINGS);

    assertThatThrownBy(away::pass).isInstanceOf(CannotCreateTransactionException.class);
    assertThatCode(() -> Retention.orSay(away::pass)).doesNotThrowAnyException();
  }

  private void waits(UUID calendar, String age) {
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, received_at)
            values (gen_random_uuid(), ?, gen_random_uuid(), '{}', now() - ?::interval)
            """)
        .params(calendar, age)
        .update();
  }

  private long waiting(UUID calendar) {
    return jdbc.sql("select count(*) from sync.command where calendar_id = ?")
        .param(calendar)
        .query(Long.class)
        .single();
  }
}
