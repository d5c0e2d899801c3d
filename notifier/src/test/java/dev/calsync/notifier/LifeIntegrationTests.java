package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.Silence;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the service begins and ends, whatever is there or not. */
class LifeIntegrationTests {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void startsBeforeTheSchemasServesOnceTheyAreThereAndClosesItsStreams() {
    Database late = TestInfrastructure.newDatabase("late");
    SseClient stream;
    try (Node node = Node.start(late, "calsync.stream.heartbeat=100ms")) {
      Api management = node.management();
      assertThat(management.get(null, "/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(management.get(null, "/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(management.get(null, "/actuator/env").status()).isEqualTo(404);
      Tables.migrate(late);
      await()
          .atMost(SOON)
          .until(() -> management.get(null, "/actuator/health/readiness").status() == 200);
      World world = node.world();
      Person ada = world.person();
      CalendarId work = world.calendar(ada, "owner");
      stream = SseClient.open(node.port(), ada.cookie(), "");
      await().atMost(SOON).until(() -> stream.retry() != null);
      world.announces(world.commits(ada.user(), work, "told"));
      await().atMost(SOON).until(() -> stream.changes().equals(List.of(1L)));
      long beats = stream.beats();
      await("what a browser is told of, unlike a comment")
          .atMost(SOON)
          .until(() -> stream.beats() > beats + 2);
      assertThat(management.get(null, "/actuator/prometheus").response().body())
          .contains("calsync_sse_streams", "calsync_feed_latency_seconds_count");
    }
    await().atMost(SOON).until(stream::isEnded);
  }

  @Test
  void neitherTheServiceNorItsDatabaseWaitsForEverForTheOther() {
    try (Node node = Node.start(TestInfrastructure.database())) {
      assertThat(Silence.of(node.bean(DataSource.class))).matches(Silence::isShort);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calsync.stream.heartbeat=0s",
        "calsync.stream.heartbeat=21s",
        "calsync.stream.per-session=0",
        "calsync.stream.drain-window=-1s",
        "calsync.public-url=localhost",
        "calsync.edits=maybe",
        "calsync.topics.partitions=0"
      })
  void wrongSettingIsNamed(String setting) {
    assertThatThrownBy(() -> Node.start(TestInfrastructure.database(), setting))
        .hasStackTraceContaining(setting.substring(0, setting.indexOf('=')));
  }
}
