package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.sync.WorkerSchema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A watched calendar for whose change no push came, and a channel manager that hears of it. */
class PushMissesIntegrationTests {
  private final Instant now = Instant.now();
  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final OneCalendar calendar = OneCalendar.in(jdbc);
  private Runnable channelManager = () -> {};

  @AfterEach
  void noCalendar() {
    calendar.remove();
  }

  @Test
  void aCalendarWhosePushesAreMissedIsPolled() {
    aPollFindsAnUnannouncedChange();

    assertThat(isWatched()).isFalse();
  }

  @Test
  void anAnswerThatComesAtOnceIsNotForgotten() {
    channelManager =
        () ->
            jdbc.sql(
                    """
                    update sync.calendar_sync
                       set lifecycle_version = 2, watched_until = now() + interval '7 days'
                     where calendar_id = :id
                    """)
                .param("id", calendar.id().value())
                .update();
    aPollFindsAnUnannouncedChange();

    assertThat(isWatched()).isTrue();
  }

  private void aPollFindsAnUnannouncedChange() {
    new PushMisses(
            jdbc,
            new Observations(OneCalendar.kafka(() -> channelManager.run()), JsonMapper.shared()),
            new PushMissSettings(1, Duration.ZERO),
            new SimpleMeterRegistry())
        .after(calendar.lease(now, Instant.MAX), List.of(now.minusSeconds(3_600)));
  }

  private boolean isWatched() {
    return jdbc.sql(
            "select watched_until is not null from sync.calendar_sync where calendar_id = :id")
        .param("id", calendar.id().value())
        .query(Boolean.class)
        .single();
  }
}
