package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.WorkerSchema;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditedCalendarsIntegrationTests {
  private final JdbcClient jdbc = WorkerSchema.migrated();

  @Test
  void samplesAreAsFarApartAsIsAskedForAlsoBelowASecond() {
    jdbc.sql("update sync.audit_schedule set next_at = now()").update();
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, sync_token)
            values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
                    'audited seldom', 0, 't')
            """)
        .update();

    assertThat(new AuditedCalendars(jdbc).next(Duration.ofMillis(250))).isPresent();
    assertThat(
            jdbc.sql(
                    """
                    select extract(epoch from next_at - (select max(audited_at) from sync.calendar_sync))
                      from sync.audit_schedule
                    """)
                .query(Double.class)
                .single())
        .isEqualTo(0.25);
  }

  @AfterEach
  void noCalendar() {
    jdbc.sql("delete from sync.calendar_sync where google_calendar_id = 'audited seldom'").update();
  }
}
