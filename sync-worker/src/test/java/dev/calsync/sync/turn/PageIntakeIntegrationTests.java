package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.EventResource;
import dev.calsync.model.Origin;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.WorkerSchema;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.Progress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Which of two pages is kept first. */
@Timeout(60)
class PageIntakeIntegrationTests {
  private static final InstantSource CLOCK = () -> Instant.EPOCH;
  private static final int PIECE = 200;

  private final JdbcClient jdbc = WorkerSchema.migrated();
  private final OneCalendar calendar = OneCalendar.in(jdbc);
  private final Mirror mirror = new Mirror(jdbc, JsonMapper.shared());
  private final RightOfWay way = new RightOfWay(Duration.ofHours(1));
  private final PageIntake intake = new PageIntake(mirror, way);

  @AfterEach
  void noCalendar() {
    calendar.remove();
  }

  @Test
  void betweenTwoPiecesAFullSyncWaitsForDeltas() throws InterruptedException {
    RightOfWay.Passage delta = way.enter();
    Progress fullSync = new Progress(null, null, 2, true);
    Thread turn = Thread.ofPlatform().daemon().start(() -> take(PIECE + 1, fullSync, () -> {}));

    await().until(() -> turn.getState() == Thread.State.TIMED_WAITING);
    assertThat(kept()).isEqualTo(PIECE);
    delta.close();
    turn.join();
    assertThat(kept()).isEqualTo(PIECE + 1);
  }

  @Test
  void aDeltaIsWaitedForUntilItIsKept() throws InterruptedException {
    List<Thread> pieces = new ArrayList<>();
    Progress delta = new Progress(new SyncToken("t"), null, 1, false);
    take(
        1,
        delta,
        () -> {
          Thread piece = Thread.ofPlatform().daemon().start(way::give);
          await().until(() -> piece.getState() == Thread.State.TIMED_WAITING);
          pieces.add(piece);
        });

    assertThat(pieces).isNotEmpty();
    for (Thread piece : pieces) {
      piece.join();
    }
  }

  private void take(int count, Progress progress, Runnable beforeItIsSent) {
    Lease lease = calendar.lease(Instant.EPOCH, Instant.EPOCH.plusSeconds(30));
    List<EventResource> events =
        IntStream.range(0, count)
            .mapToObj(i -> Events.event("event" + i, "\"1\"", "Lunch"))
            .toList();
    var page = new ListAnswer.Page(events, "more", null);
    var publisher = calendar.publisher(OneCalendar.kafka(beforeItIsSent), CLOCK);
    try (Hold hold = new Hold(lease, committing(), publisher, calendar.leased(CLOCK))) {
      intake.take(hold, Origin.PUSH, page, new PageIntake.Steps(progress, progress));
    }
  }

  private Committing committing() {
    var source = WorkerSchema.dataSource();
    return new Committing(
        new TransactionTemplate(new DataSourceTransactionManager(source)),
        calendar.leased(CLOCK),
        mirror,
        new Quarantine(jdbc, new NamedParameterJdbcTemplate(source), new SimpleMeterRegistry()),
        new ChangeLog(jdbc),
        JsonMapper.shared());
  }

  private int kept() {
    return jdbc.sql("select count(*) from sync.event where calendar_id = ?")
        .param(calendar.id().value())
        .query(Integer.class)
        .single();
  }
}
