package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Google's events as we hold them, {@code sync.event}. */
@Repository
class Mirror {
  private static final String NAMED =
      """
      select resource from sync.event
       where calendar_id = :calendar and event_id = any(:ids)
      """;

  private static final String EXCEPTIONS =
      """
      union all
      select resource from sync.event
       where calendar_id = :calendar and recurring_event_id = any(:cancelled)
         and event_id <> all(:ids)
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Mirror(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What we hold of these events, and of the exceptions of those that are cancelled, in an order
   * that does not change from one time to the next.
   */
  Map<EventId, EventResource> held(CalendarId calendar, Collection<EventResource> named) {
    if (named.isEmpty()) {
      return Map.of();
    }
    List<EventId> cancelled = cancelled(named);
    Map<EventId, EventResource> held = new LinkedHashMap<>();
    // Most pages cancel nothing: they are not to pay for what only a cancelled series has.
    jdbc
        .sql(cancelled.isEmpty() ? NAMED : NAMED + EXCEPTIONS)
        .param("calendar", calendar.value())
        .param("ids", ids(named.stream().map(EventResource::id).toList()))
        .param("cancelled", ids(cancelled))
        .query((row, _) -> parse(row.getString(1)))
        .list()
        .stream()
        .sorted(Comparator.comparing(event -> event.id().value()))
        .forEach(event -> held.put(event.id(), event));
    return held;
  }

  /** How much {@link #held} would bring, in bytes of JSON. */
  long bytesHeld(CalendarId calendar, Collection<EventResource> named) {
    return jdbc.sql(
            """
            select coalesce(sum(octet_length(resource::text)), 0) from (
              select resource from sync.event
               where calendar_id = :calendar and event_id = any(:ids)
              union all
              select resource from sync.event
               where calendar_id = :calendar and recurring_event_id = any(:cancelled)) as held
            """)
        .param("calendar", calendar.value())
        .param("ids", ids(named.stream().map(EventResource::id).toList()))
        .param("cancelled", ids(cancelled(named)))
        .query(Long.class)
        .single();
  }

  private static List<EventId> cancelled(Collection<EventResource> events) {
    return events.stream().filter(EventResource::isCancelled).map(EventResource::id).toList();
  }

  /** What we hold of a series besides itself. */
  List<EventResource> exceptions(CalendarId calendar, EventId series) {
    return jdbc.sql(
            """
            select resource from sync.event
             where calendar_id = :calendar and recurring_event_id = :series order by event_id
            """)
        .param("calendar", calendar.value())
        .param("series", series.value())
        .query((row, _) -> parse(row.getString(1)))
        .list();
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

  /**
   * Events that the full sync {@code generation} has not named: at most {@code limit}, the last of
   * which ends beyond so many bytes or before.
   */
  List<EventResource> unseen(CalendarId calendar, long generation, int limit, long bytes) {
    return jdbc.sql(
            """
            select resource from (
              select event_id, resource,
                     sum(octet_length(resource::text)) over (order by event_id)
                       - octet_length(resource::text) as bytes_before
                from (select event_id, resource from sync.event
                       where calendar_id = :calendar and full_sync_gen < :generation
                       order by event_id limit :limit) as unseen) as summed
             where bytes_before < :bytes order by event_id
            """)
        .param("calendar", calendar.value())
        .param("generation", generation)
        .param("limit", limit)
        .param("bytes", bytes)
        .query((row, _) -> parse(row.getString(1)))
        .list();
  }

  /** Writes a plan; all that it names counts as seen by {@code generation}. */
  void apply(CalendarId calendar, TurnPlan plan, long generation, EventTexts texts) {
    upsert(calendar, plan.saves(), generation, texts);
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

  /** One statement, whatever their number: its parameters are the columns. */
  private void upsert(
      CalendarId calendar, Collection<EventResource> events, long generation, EventTexts texts) {
    if (events.isEmpty()) {
      return;
    }
    List<EventTimes> times = events.stream().map(EventTimes::of).toList();
    jdbc.sql(
            """
            insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                                    recurring_event_id, starts_at, ends_at, full_sync_gen)
            select :calendar, id, etag, resource::json, recurring::boolean, series,
                   starts::timestamptz, ends::timestamptz, :generation
              from unnest(:ids::text[], :etags::text[], :resources::text[], :recurring::text[],
                          :series::text[], :starts::text[], :ends::text[])
                as e(id, etag, resource, recurring, series, starts, ends)
            on conflict (calendar_id, event_id) do update
               set etag = excluded.etag, resource = excluded.resource,
                   recurring = excluded.recurring, recurring_event_id = excluded.recurring_event_id,
                   starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                   full_sync_gen = excluded.full_sync_gen
            """)
        .param("calendar", calendar.value())
        .param("ids", column(events, event -> event.id().value()))
        .param("etags", column(events, EventResource::etag))
        .param("resources", column(events, texts::of))
        .param("recurring", column(events, event -> Boolean.toString(event.isRecurring())))
        .param("series", column(events, EventResource::recurringEventId))
        .param("starts", column(times, time -> text(time.start())))
        .param("ends", column(times, time -> text(time.end())))
        .param("generation", generation)
        .update();
  }

  private static <T> String[] column(Collection<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private EventResource parse(String resource) {
    return json.readValue(resource, EventResource.class);
  }

  private static String[] ids(Collection<EventId> ids) {
    return ids.stream().map(EventId::value).toArray(String[]::new);
  }
}
