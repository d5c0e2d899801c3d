package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** The worker audits by itself, ten calendars a second, and says in its metrics what it found. */
@TestPropertySource(
    properties = {
      "calsync.audit.calendars-per-hour=36000",
      "calsync.quota.account-per-minute=1000000"
    })
@Import(AuditSamplingIntegrationTests.DatabaseOfItsOwn.class)
class AuditSamplingIntegrationTests extends SmallBudgetInstallation {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort private int port;

  @Test
  void whatDiffersIsFoundToldInTheMetricsAndHealedThoughNobodyAsks() throws Exception {
    google.calendar(ada.googleCalendar());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(google.inserts(ada.googleCalendar(), "Event " + i));
    }
    connect(ada);
    awaitMirrorEqualsGoogle(ada);
    await("its first audit").atMost(SOON).until(this::isAudited);
    assertThat(metrics()).contains("calsync_audit_missing 0.0", "calsync_audit_stale 0.0");

    othersWaitForAnAudit();
    await("the first of them").atMost(SOON).until(this::isAnotherTried);
    loseAndAge(events.get(3).getId(), events.get(6).getId());

    await("what was planted is told")
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(metrics())
                .contains(
                    "calsync_audit_missing 1.0",
                    "calsync_audit_stale 1.0",
                    "calsync_audit_extra 0.0"));
    awaitMirrorEqualsGoogle(ada);
  }

  @AfterEach
  void nothingIsAuditedAnyMore() {
    jdbc.sql("delete from sync.calendar_sync").update();
  }

  private boolean isAudited() {
    return jdbc.sql(
            """
            select audit_tries = 0 and audited_at is not null from sync.calendar_sync
             where calendar_id = ?
            """)
        .param(ada.calendar().value())
        .query(Boolean.class)
        .single();
  }

  /** One is audited at a time: none is under way any more that would count this one as done. */
  private boolean isAnotherTried() {
    return jdbc.sql(
            """
            select count(*) > 0 from sync.calendar_sync
             where audit_tries > 0 and google_calendar_id = 'without a grant'
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * A minute and more of audits that come to nothing: what is found stays told, for it is not found
   * mended before they had their turn.
   */
  private void othersWaitForAnAudit() {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, sync_token,
                    audited_at)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'without a grant', 0,
                   't', '-infinity'
              from generate_series(1, 1000)
            """)
        .update();
  }

  /** At once, so that no audit finds one without the other; it is this calendar's turn then. */
  private void loseAndAge(String lost, String aged) {
    jdbc.sql(
            """
            with lost as (delete from sync.event where event_id = :lost),
            aged as (
              update sync.event
                 set etag = '"0"',
                     resource = jsonb_set(resource::jsonb, '{etag}', '"\\"0\\""')::json
               where event_id = :aged)
            update sync.calendar_sync set audited_at = null where calendar_id = :calendar
            """)
        .param("lost", lost)
        .param("aged", aged)
        .param("calendar", ada.calendar().value())
        .update();
  }

  private List<String> metrics() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
            URI.create("http://localhost:%d/actuator/prometheus".formatted(port)));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body().toList();
  }

  /** In which no other test has left calendars to be audited. */
  @TestConfiguration(proxyBeanMethods = false)
  static class DatabaseOfItsOwn {
    @Bean
    @Primary
    JdbcConnectionDetails databaseOfItsOwn() {
      Database database = TestInfrastructure.newDatabase("sampled");
      return new JdbcConnectionDetails() {
        @Override
        public String getJdbcUrl() {
          return database.jdbcUrl();
        }

        @Override
        public String getUsername() {
          return database.user();
        }

        @Override
        public String getPassword() {
          return database.password();
        }
      };
    }
  }
}
