package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.sync.google.Poison;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Events of Google's that cannot be kept, {@code sync.quarantine}. The mirror keeps the last good
 * version, if there is one; nothing is announced until a good one comes or the event is deleted.
 */
@Repository
class Quarantine {
  /** Of one calendar; the rest is counted only. */
  private static final int MOST = 1_000;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final MeterRegistry meters;

  Quarantine(JdbcClient jdbc, NamedParameterJdbcTemplate batches, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.meters = meters;
  }

  /**
   * Part of the transaction that commits the page.
   *
   * @param generation that of its full sync
   * @param occupied whether there is anything to release
   */
  void apply(CalendarId calendar, Isolation isolation, long generation, boolean occupied) {
    if (occupied && !isolation.released().isEmpty()) {
      release(calendar, isolation.released());
    }
    if (occupied && !isolation.gone().isEmpty()) {
      releaseExceptions(calendar, isolation.gone());
    }
    if (!isolation.poisoned().isEmpty()) {
      add(calendar, isolation.poisoned(), generation);
    }
    if (occupied && isolation.sweeps()) {
      jdbc.sql(
              """
              delete from sync.quarantine
               where calendar_id = :calendar and full_sync_gen < :generation
              """)
          .param("calendar", calendar.value())
          .param("generation", generation)
          .update();
    }
  }

  private void release(CalendarId calendar, Collection<EventId> events) {
    jdbc.sql("delete from sync.quarantine where calendar_id = :calendar and item_key = any(:ids)")
        .param("calendar", calendar.value())
        .param("ids", events.stream().map(EventId::value).toArray(String[]::new))
        .update();
  }

  /** Known by their ids, {@code <series>_<original start>}: what cannot be read says no series. */
  private void releaseExceptions(CalendarId calendar, Collection<EventId> series) {
    jdbc.sql(
            """
            delete from sync.quarantine q using unnest(:series::text[]) as gone(id)
             where q.calendar_id = :calendar and starts_with(q.item_key, gone.id || '_')
               and substr(q.item_key, length(gone.id) + 2) ~ '^[0-9]{8}(T[0-9]{6}Z)?$'
            """)
        .param("calendar", calendar.value())
        .param("series", series.stream().map(EventId::value).toArray(String[]::new))
        .update();
  }

  private void add(CalendarId calendar, List<Poison> poisoned, long generation) {
    batches.batchUpdate(
        """
        insert into sync.quarantine (calendar_id, item_key, event_id, reason, detail, size, excerpt,
                                     full_sync_gen, since, last_seen_at)
        values (:calendar, :key, :event, :reason, :detail, :size, :excerpt,
                :generation, now(), now())
        on conflict (calendar_id, item_key) do update
           set reason = excluded.reason, detail = excluded.detail, size = excluded.size,
               excerpt = excluded.excerpt, full_sync_gen = excluded.full_sync_gen,
               last_seen_at = excluded.last_seen_at
        """,
        poisoned.stream()
            .limit(MOST)
            .map(poison -> row(calendar, poison, generation))
            .toArray(MapSqlParameterSource[]::new));
    jdbc.sql(
            """
            delete from sync.quarantine where calendar_id = :calendar and item_key in (
              select item_key from sync.quarantine where calendar_id = :calendar
               order by last_seen_at desc, item_key offset :most)
            """)
        .param("calendar", calendar.value())
        .param("most", MOST)
        .update();
    for (Poison poison : poisoned) {
      meters.counter("calsync.quarantine.entries", "reason", poison.reason().name()).increment();
    }
  }

  private static MapSqlParameterSource row(CalendarId calendar, Poison poison, long generation) {
    return new MapSqlParameterSource()
        .addValue("calendar", calendar.value())
        .addValue("key", poison.key())
        .addValue("event", poison.event() == null ? null : poison.event().value())
        .addValue("reason", poison.reason().name())
        .addValue("detail", poison.detail())
        .addValue("size", poison.size())
        .addValue("excerpt", poison.excerpt())
        .addValue("generation", generation);
  }
}
