package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Google's resources as sync-worker holds them. */
@Component
class Mirror {
  /** Whole days are stored as moments; a day on either side covers every zone they may mean. */
  private static final Duration ZONES = Duration.ofDays(1);

  /** Resources read for one window; more is too much for one answer. */
  static final int MAX_HELD = 20_000;

  private static final String IN_WINDOW =
      """
      select e.calendar_id, e.resource::text as resource from sync.event e
       where e.calendar_id = any(:calendars)
         and (e.recurring or e.recurring_event_id is not null
              or (e.starts_at < :to and (e.ends_at > :from or e.starts_at >= :from)))
       limit :limit
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Mirror(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What a window may show, by calendar: singles in it, and every series with its exceptions. */
  Map<CalendarId, List<EventResource>> around(Window window, List<CalendarId> calendars) {
    var held = new HashMap<CalendarId, List<EventResource>>();
    jdbc.sql(IN_WINDOW)
        .param("calendars", calendars.stream().map(CalendarId::value).toArray(UUID[]::new))
        .param("from", window.from().minus(ZONES))
        .param("to", window.to().plus(ZONES))
        .param("limit", MAX_HELD + 1)
        .query(row -> {
          held.computeIfAbsent(new CalendarId(row.getObject(1, UUID.class)), _ -> new ArrayList<>())
              .add(resource(row.getString(2)));
        });
    return held;
  }

  /** A page of all that is held of a calendar, in the order of ids. */
  List<EventResource> page(UserId user, CalendarId calendar, String after, int limit) {
    return jdbc.sql(
            """
            select e.resource::text from sync.event e
              join sync.calendar_sync s on s.calendar_id = e.calendar_id
             where e.calendar_id = :calendar and s.user_id = :user
               and e.event_id collate "C" > :after
             order by e.event_id collate "C" limit :limit
            """)
        .param("calendar", calendar.value())
        .param("user", user.value())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> resource(row.getString(1)))
        .list();
  }

  Optional<EventResource> find(UserId user, CalendarId calendar, String eventId) {
    return jdbc.sql(
            """
            select e.resource::text from sync.event e
              join sync.calendar_sync s on s.calendar_id = e.calendar_id
             where e.calendar_id = :calendar and s.user_id = :user and e.event_id = :event
            """)
        .param("calendar", calendar.value())
        .param("user", user.value())
        .param("event", eventId)
        .query((row, _) -> resource(row.getString(1)))
        .optional();
  }

  /** How far the person's feed has come; read beside the rest in one transaction. */
  long cursor(UserId user) {
    return jdbc.sql("select feed_seq from sync.user_feed where user_id = :user")
        .param("user", user.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private EventResource resource(String text) {
    return json.readValue(text, EventResource.class);
  }
}
