package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.NotifierTest;
import dev.calsync.notifier.SseClient;
import dev.calsync.notifier.World;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** A turn in a calendar's health reaches the page, though no message tells of it. */
@NotifierTest
class HealthWatchIntegrationTests {
  private static final Duration SOON = Duration.ofSeconds(20);

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;
  @Autowired HealthWatch watch;

  @Test
  @KnownBug(Complaint.NO_SIGN_OF_HEALTH)
  void turnOfACalendarsHealthIsHinted() {
    var world = new World(jdbc, kafka, sessions);
    Person ada = world.person();
    CalendarId work = world.calendar(ada, "owner");
    try (var stream = SseClient.open(port, ada.cookie(), "")) {
      await().atMost(SOON).until(() -> stream.retry() != null);
      watch.look();
      await().atMost(SOON).until(() -> stream.hints().size() == 1); // may be news to the page
      watch.look();
      jdbc.sql("update sync.calendar_sync set full_sync_since = now() where calendar_id = ?")
          .param(work.value())
          .update();
      watch.look();
      await().atMost(SOON).until(() -> stream.hints().size() == 2);
      assertThat(stream.hints()).containsExactly("calendar", "calendar");
    }
  }
}
