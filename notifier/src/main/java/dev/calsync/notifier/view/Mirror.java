package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.feed.BusyTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's resources as sync-worker holds them; of a calendar of which only busy times may be seen
 * by now, no more than these, whatever it was when they were read: see {@link BusyTimes}.
 */
@Component
class Mirror {
  /** Whole days are stored as moments; a day on either side covers every zone they may mean. */
  private static final Duration ZONES = Duration.ofDays(1);

  /** Resources read for one window, or one search; more is too much for one answer. */
  static final int MAX_HELD = 20_000;

  /** Events that match a search; further away ones are left out. */
  static final int MAX_MATCHES = 300;

  /**
   * Every series; singles and exceptions that take place in the window; and exceptions that are
   * only to hide an instance there. The day on which that would begin is told by the end of their
   * id, unless it is an id of another kind: then it may be any. A series begins to matter as long
   * before the window as its instances last (a thousand years at most: earlier is nothing that
   * PostgreSQL could write down).
   */
  private static final String NEAR =
      """
      with series as (
        select calendar_id, event_id, resource,
               to_char((:from - least(greatest(ends_at - starts_at, '0 days'), '1000 years'))
                         at time zone 'UTC', 'YYYYMMDD') as since
          from sync.event where calendar_id = any(:calendars) and recurring),
      near as (
        select calendar_id, resource from series
        union all
        select calendar_id, resource from sync.event
         where calendar_id = any(:calendars) and not recurring
           and starts_at < :to and (ends_at > :from or starts_at >= :from)
        union all
        select x.calendar_id, x.resource
          from sync.event x
          join series s on s.calendar_id = x.calendar_id and s.event_id = x.recurring_event_id
         where x.calendar_id = any(:calendars) and not x.recurring
           and x.recurring_event_id is not null
           and (x.starts_at < :to and (x.ends_at > :from or x.starts_at >= :from)) is not true
           and (split_part(x.event_id, '_', -1) collate "C"
                  between s.since and to_char(:to at time zone 'UTC', 'YYYYMMDD')
                or x.event_id !~ '_[0-9]{8}(T[0-9]{6}Z)?$'))
      """;

  private static final String IN_WINDOW =
      NEAR
          + """
          select near.calendar_id, near.resource::text, c.access_role
            from near join channel.calendar c using (calendar_id)
           limit :limit
          """;

  private static final String SIZES =
      NEAR + "select calendar_id, count(*) as size from near group by calendar_id";

  /** An exception comes with its series, also to hide its instance if it has other words. */
  private static final String WITH_WORDS =
      """
      with match as (
        select e.calendar_id, e.event_id from sync.event e
         where e.calendar_id = any(:calendars) and e.starts_at is not null
           and not exists (
             select from unnest(:words) as word
              where position(word in lower(concat_ws(' ',
                      e.resource ->> 'summary', e.resource ->> 'location', e.resource ->> 'description',
                      (select string_agg(concat_ws(' ', a ->> 'displayName', a ->> 'email'), ' ')
                         from json_array_elements(case json_typeof(e.resource -> 'attendees')
                                when 'array' then e.resource -> 'attendees' else '[]' end) as a)))) = 0)
         order by e.recurring desc, abs(extract(epoch from e.starts_at - now())) limit :limit)
      select e.calendar_id, e.resource::text, c.access_role,
             exists (select from match m
                      where m.calendar_id = e.calendar_id and m.event_id = e.event_id)
        from sync.event e join channel.calendar c using (calendar_id)
       where e.calendar_id = any(:calendars)
         and exists (select from match m
                      where m.calendar_id = e.calendar_id
                        and m.event_id in (e.event_id, e.recurring_event_id))
       limit :most
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Mirror(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What a window may show, by calendar: what is in it, and every series with what it lacks. Of
   * calendars for which there is no room there is nothing, not even an empty list.
   */
  Map<CalendarId, List<EventResource>> around(Window window, Collection<CalendarId> calendars) {
    Map<CalendarId, List<EventResource>> read =
        byCalendar(
            about(IN_WINDOW, window, calendars).param("limit", MAX_HELD + 1),
            (row, _) -> resource(row, 2));
    calendars.forEach(calendar -> read.computeIfAbsent(calendar, _ -> new ArrayList<>()));
    boolean isAll = read.values().stream().mapToInt(List::size).sum() <= MAX_HELD;
    return isAll ? read : around(window, fitting(window, calendars));
  }

  private Collection<CalendarId> fitting(Window window, Collection<CalendarId> calendars) {
    var room = new Room<CalendarId>(MAX_HELD);
    var sizes = new HashMap<CalendarId, Integer>();
    about(SIZES, window, calendars)
        .query(row -> {
          sizes.put(new CalendarId(row.getObject(1, UUID.class)), row.getInt(2));
        });
    calendars.forEach(each -> room.add(each, sizes.getOrDefault(each, 0), each));
    return room.kept().values();
  }

  private JdbcClient.StatementSpec about(
      String statement, Window window, Collection<CalendarId> calendars) {
    return jdbc.sql(statement)
        .param("calendars", calendars.stream().map(CalendarId::value).toArray(UUID[]::new))
        .param("from", window.from().minus(ZONES))
        .param("to", window.to().plus(ZONES));
  }

  /**
   * An event that a search comes upon.
   *
   * @param hasWords false: it is an exception of a series that has them
   */
  record Match(EventResource event, boolean hasWords) {}

  /** Those with each of the words, which are in lower case, and the exceptions of such series. */
  Map<CalendarId, List<Match>> matching(List<String> words, Collection<CalendarId> calendars) {
    return byCalendar(
        jdbc.sql(WITH_WORDS)
            .param("words", words.toArray(String[]::new))
            .param("calendars", calendars.stream().map(CalendarId::value).toArray(UUID[]::new))
            .param("limit", MAX_MATCHES)
            .param("most", MAX_HELD),
        (row, _) -> new Match(resource(row, 2), row.getBoolean(4)));
  }

  private static <T> Map<CalendarId, List<T>> byCalendar(
      JdbcClient.StatementSpec query, RowMapper<T> reading) {
    var read = new HashMap<CalendarId, List<T>>();
    query.query(row -> {
      read.computeIfAbsent(new CalendarId(row.getObject(1, UUID.class)), _ -> new ArrayList<>())
          .add(reading.mapRow(row, 0));
    });
    return read;
  }

  /** A page of all that is held of a calendar, in the order of ids. */
  List<EventResource> page(UserId user, CalendarId calendar, String after, int limit) {
    return jdbc.sql(
            """
            select e.resource::text, c.access_role from sync.event e
              join sync.calendar_sync s on s.calendar_id = e.calendar_id
              join channel.calendar c on c.calendar_id = e.calendar_id
             where e.calendar_id = :calendar and s.user_id = :user
               and e.event_id collate "C" > :after
             order by e.event_id collate "C" limit :limit
            """)
        .param("calendar", calendar.value())
        .param("user", user.value())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> resource(row, 1))
        .list();
  }

  Optional<EventResource> find(UserId user, CalendarId calendar, String eventId) {
    return jdbc.sql(
            """
            select e.resource::text, c.access_role from sync.event e
              join sync.calendar_sync s on s.calendar_id = e.calendar_id
              join channel.calendar c on c.calendar_id = e.calendar_id
             where e.calendar_id = :calendar and s.user_id = :user and e.event_id = :event
            """)
        .param("calendar", calendar.value())
        .param("user", user.value())
        .param("event", eventId)
        .query((row, _) -> resource(row, 1))
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

  /** A resource, and after it the role in which it is read. */
  private EventResource resource(ResultSet row, int column) throws SQLException {
    EventResource event = json.readValue(row.getString(column), EventResource.class);
    return BusyTimes.areAllFor(row.getString(column + 1)) ? BusyTimes.of(event) : event;
  }
}
