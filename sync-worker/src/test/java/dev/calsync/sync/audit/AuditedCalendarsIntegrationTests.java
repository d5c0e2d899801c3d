package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.WorkerSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditedCalendarsIntegrationTests {
  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final AuditedCalendars calendars = new AuditedCalendars(jdbc);

  @BeforeEach
  void itIsTimeForASample() {
    jdbc.sql("update sync.audit_schedule set next_at = now()").update();
  }

  @Test
  void samplesAreAsFarApartAsIsAskedForAlsoBelowASecond() {
    calendar("1 day", 0);

    assertThat(calendars.next(Duration.ofMillis(250))).isPresent();
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

  @Test
  void theOneThatWasNotAuditedForLongestIsNext() {
    CalendarId later = calendar("1 day", 0);
    CalendarId first = calendar("2 days", 0);

    assertThat(next()).isEqualTo(first);
    assertThat(next()).isEqualTo(later);
    assertThat(next()).isEqualTo(first);
  }

  @Test
  void anAuditThatDoesNotComeToItsEndIsTriedAgainBeforeItsTurnButNotAtOnce() {
    CalendarId unfinished = calendar("9 days", 0);
    CalendarId other = calendar("8 days", 0);

    assertThat(next()).isEqualTo(unfinished);
    assertThat(next()).isEqualTo(other);
    calendars.audited(other);
    CalendarId another = calendar("7 days", 0);
    passes("59 minutes");
    assertThat(next()).isEqualTo(another);
    calendars.audited(another);
    calendar("7 days", 0);
    passes("1 minute");
    assertThat(next()).isEqualTo(unfinished);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 61 minutes, true",
    "2, 119 minutes, false",
    "2, 121 minutes, true",
    "5, 15 hours, false",
    "5, 17 hours, true",
    "6, 3 days, false"
  })
  void eachTryWaitsTwiceAsLongAndAfterTheSixthItWaitsForItsTurn(
      int tries, String ago, boolean isTriedAgain) {
    CalendarId tried = calendar(ago, tries);
    CalendarId other = calendar("9 days", 0);

    assertThat(next()).isEqualTo(isTriedAgain ? tried : other);
  }

  @Test
  void ofManyThatCanNeverBeAuditedEachIsTriedSixTimesAtMostBeforeTheOthers() {
    for (int i = 0; i < 20; i++) {
      calendar("9 days", 0);
    }
    CalendarId other = calendar("8 days", 0);
    List<CalendarId> sampled = new ArrayList<>();
    for (int i = 0; i <= 20 * 6; i++) {
      sampled.add(next());
      passes("12 hours");
    }

    assertThat(sampled).contains(other);
  }

  @Test
  void whoeverWasAuditedAfterAllWaitsForItsTurn() {
    CalendarId tried = calendar("3 hours", 1);
    CalendarId other = calendar("2 hours", 0);
    calendars.audited(tried);

    passes("3 hours");
    assertThat(next()).isEqualTo(other);
  }

  /** What a turn has sent may still be on its way; and nobody waits for one that is not read. */
  @Test
  void whatIsReadAgainIsFencedAtOnceAndReadWhenTheLeaseThatWasHasEnded() {
    CalendarId idle = calendar("1 day", 0);
    CalendarId leased = calendar("1 day", 0);
    jdbc.sql(
            """
            update sync.calendar_sync
               set lease_owner = gen_random_uuid(), lease_until = now() + interval '40 seconds',
                   due_at = now() + interval '40 seconds'
             where calendar_id = ?
            """)
        .param(leased.value())
        .update();

    calendars.readAgain(idle);
    calendars.readAgain(leased);

    assertThat(isNow("lease_epoch = 1 and sync_token is null and due_at <= now()", idle)).isTrue();
    assertThat(isNow("lease_epoch = 1 and sync_token is null and due_at = lease_until", leased))
        .isTrue();
  }

  private boolean isNow(String what, CalendarId calendar) {
    return jdbc.sql("select %s from sync.calendar_sync where calendar_id = ?".formatted(what))
        .param(calendar.value())
        .query(Boolean.class)
        .single();
  }

  @AfterEach
  void noCalendar() {
    jdbc.sql("delete from sync.calendar_sync where google_calendar_id = 'audited seldom'").update();
  }

  private CalendarId next() {
    return calendars.next(Duration.ZERO).orElseThrow();
  }

  private CalendarId calendar(String auditedAgo, int tries) {
    CalendarId calendar = new CalendarId(UUID.randomUUID());
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, sync_token,
                    audited_at, audit_tries)
            values (:calendar, gen_random_uuid(), gen_random_uuid(), 'audited seldom', 0, 't',
                    now() - cast(:ago as interval), :tries)
            """)
        .param("calendar", calendar.value())
        .param("ago", auditedAgo)
        .param("tries", tries)
        .update();
    return calendar;
  }

  /** It is that much later. */
  private void passes(String time) {
    jdbc.sql("update sync.calendar_sync set audited_at = audited_at - cast(:time as interval)")
        .param("time", time)
        .update();
  }
}
