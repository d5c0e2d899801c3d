package dev.calsync.sync.turn;

import dev.calsync.model.Lifecycle;
import dev.calsync.sync.lease.Lease;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/**
 * Counts what polls found that no push had announced. After several in a row the calendar is polled
 * like one that Google does not push for, and the channel manager is told. It is told first: a
 * crash in between tells it again, which changes nothing there. It answers in any case: with a
 * suspicion, or, where the channel that missed them is replaced already, with how the calendar is
 * watched now.
 */
@Component
class PushMisses {
  private static final Logger log = LoggerFactory.getLogger(PushMisses.class);

  private final JdbcClient jdbc;
  private final Observations observations;
  private final PushMissSettings settings;
  private final Counter polls;
  private final Counter misses;

  PushMisses(
      JdbcClient jdbc, Observations observations, PushMissSettings settings, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.observations = observations;
    this.settings = settings;
    this.polls = meters.counter("calsync.watched.polls");
    this.misses = meters.counter("calsync.push.misses");
  }

  /**
   * A turn has brought its calendar up to date.
   *
   * @param changed when the changes were made that it found
   */
  void after(Lease lease, List<Instant> changed) {
    Lease.Occasion occasion = lease.occasion();
    if (!lease.standing().watched() || occasion.pushed() || occasion.secondLook()) {
      return;
    }
    polls.increment();
    if (!changed.isEmpty()) {
      row(lease).ifPresent(row -> judge(lease, row, changed));
    }
  }

  private void judge(Lease lease, Row row, List<Instant> changed) {
    Instant since =
        PushMiss.since(changed, row.lastPush(), lease.occasion().claimedAt(), settings.pushGrace());
    if (since == null) {
      return;
    }
    misses.increment();
    if (count(lease) >= settings.pushMisses() && tell(lease, row.lifecycleVersion(), since)) {
      notWatched(lease, row.lifecycleVersion());
    }
  }

  private Optional<Row> row(Lease lease) {
    return jdbc.sql(
            """
            select poked_at, lifecycle_version from sync.calendar_sync
             where calendar_id = :id and lease_epoch = :epoch
            """)
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query((row, _) -> {
          OffsetDateTime poked = row.getObject("poked_at", OffsetDateTime.class);
          return new Row(
              poked == null ? null : poked.toInstant(), row.getLong("lifecycle_version"));
        })
        .optional();
  }

  private int count(Lease lease) {
    return jdbc.sql(
            """
            update sync.calendar_sync set push_misses = push_misses + 1
             where calendar_id = :id and lease_epoch = :epoch returning push_misses
            """)
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  private boolean tell(Lease lease, long version, Instant since) {
    var subject = lease.subject();
    var message =
        new Lifecycle.PushesMissed(
            subject.account(),
            subject.user(),
            version,
            lease.occasion().claimedAt(),
            subject.calendar(),
            since);
    try {
      observations.tell(message);
    } catch (KafkaException e) {
      log.warn("calendar {}: missed pushes are told after the next one: {}", subject.calendar(), e);
      return false;
    }
    log.warn("calendar {}: no push for changes since {}", subject.calendar(), since);
    return true;
  }

  /**
   * Due again at once, as a calendar that is polled; unless the channel manager, which is told
   * first, has answered already.
   */
  private void notWatched(Lease lease, long version) {
    jdbc.sql(
            """
            update sync.calendar_sync
               set watched_until = null, push_misses = 0, requested_gen = requested_gen + 1,
                   watch_turned_at = case when watched_until is null then watch_turned_at else now() end
             where calendar_id = :id and lease_epoch = :epoch and lifecycle_version = :version
            """)
        .param("version", version)
        .param("id", lease.calendar().value())
        .param("epoch", lease.epoch())
        .update();
  }

  private record Row(@Nullable Instant lastPush, long lifecycleVersion) {}
}
