package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Google's events as we hold them, {@code sync.event}. */
@Repository
class Mirror {
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json;

  Mirror(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
  }

  /**
   * What we hold of these events, and of the exceptions of those that are cancelled, in an order
   * that does not change from one time to the next.
   */
  Map<EventId, EventResource> held(CalendarId calendar, Collection<EventResource> named) {
    Map<EventId, EventResource> held = new LinkedHashMap<>();
    if (named.isEmpty()) {
      return held;
    }
    jdbc
        .sql(
            """
            select resource from sync.event
             where calendar_id = :calendar and event_id = any(:ids)
            union all
            select resource from sync.event
             where calendar_id = :calendar and recurring_event_id = any(:cancelled)
               and event_id <> all(:ids)
            """)
        .param("calendar", calendar.value())
        .param("ids", ids(named.stream().map(EventResource::id).toList()))
        .param(
            "cancelled",
            ids(named.stream().filter(EventResource::isCancelled).map(EventResource::id).toList()))
        .query((row, _) -> parse(row.getString(1)))
        .list()
        .stream()
        .sorted(Comparator.comparing(event -> event.id().value()))
        .forEach(event -> held.put(event.id(), event));
    return held;
  }

  /** The events as they stand, for those of {@code ids} that we hold. */
  Map<String, String> resources(CalendarId calendar, Collection<String> ids) {
    Map<String, String> resources = new LinkedHashMap<>();
    jdbc.sql(
            """
            select event_id, resource from sync.event
             where calendar_id = :calendar and event_id = any(:ids)
            """)
        .param("calendar", calendar.value())
        .param("ids", ids.toArray(String[]::new))
        .query((row, _) -> resources.put(row.getString(1), row.getString(2)))
        .list();
    return resources;
  }

  /** Events that the full sync {@code generation} has not named, at most {@code limit}. */
  List<EventResource> unseen(CalendarId calendar, long generation, int limit) {
    return jdbc.sql(
            """
            select resource from sync.event
             where calendar_id = :calendar and full_sync_gen < :generation
             order by event_id limit :limit
            """)
        .param("calendar", calendar.value())
        .param("generation", generation)
        .param("limit", limit)
        .query((row, _) -> parse(row.getString(1)))
        .list();
  }

  /** Writes a plan; all that it names counts as seen by {@code generation}. */
  void apply(CalendarId calendar, TurnPlan plan, long generation) {
    upsert(calendar, plan.saves(), generation);
    if (!plan.removals().isEmpty()) {
      jdbc.sql("delete from sync.event where calendar_id = :calendar and event_id = any(:ids)")
          .param("calendar", calendar.value())
          .param("ids", ids(plan.removals()))
          .update();
    }
    if (!plan.seen().isEmpty()) {
      jdbc.sql(
              """
              update sync.event set full_sync_gen = :generation
               where calendar_id = :calendar and event_id = any(:ids)
                 and full_sync_gen < :generation
              """)
          .param("calendar", calendar.value())
          .param("generation", generation)
          .param("ids", ids(plan.seen()))
          .update();
    }
  }

  private void upsert(CalendarId calendar, Collection<EventResource> events, long generation) {
    if (events.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        """
        insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                                recurring_event_id, starts_at, ends_at, full_sync_gen)
        values (:calendar, :id, :etag, :resource::json, :recurring,
                :series, :start, :end, :generation)
        on conflict (calendar_id, event_id) do update
           set etag = excluded.etag, resource = excluded.resource,
               recurring = excluded.recurring, recurring_event_id = excluded.recurring_event_id,
               starts_at = excluded.starts_at, ends_at = excluded.ends_at,
               full_sync_gen = excluded.full_sync_gen
        """,
        events.stream()
            .map(event -> row(calendar, event, generation))
            .toArray(MapSqlParameterSource[]::new));
  }

  private MapSqlParameterSource row(CalendarId calendar, EventResource event, long generation) {
    EventTimes times = EventTimes.of(event);
    return new MapSqlParameterSource()
        .addValue("calendar", calendar.value())
        .addValue("id", event.id().value())
        .addValue("etag", event.etag())
        .addValue("resource", json.writeValueAsString(event))
        .addValue("recurring", event.isRecurring())
        .addValue("series", event.recurringEventId())
        .addValue("start", timestamp(times.start()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("end", timestamp(times.end()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("generation", generation);
  }

  private EventResource parse(String resource) {
    return json.readValue(resource, EventResource.class);
  }

  private static @Nullable Object timestamp(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static String[] ids(Collection<EventId> ids) {
    return ids.stream().map(EventId::value).toArray(String[]::new);
  }
}
