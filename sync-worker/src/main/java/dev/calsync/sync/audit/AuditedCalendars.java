package dev.calsync.sync.audit;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an audit reads of the mirror, and does to a calendar's row. */
@Repository
class AuditedCalendars {
  /** How often one comes before its turn: an hour after it was tried, then after twice as long. */
  private static final int RETRIES = 5;

  private final JdbcClient jdbc;

  AuditedCalendars(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A calendar that is in sync, or should be. */
  Optional<Subject> find(CalendarId calendar) {
    return jdbc.sql(
            """
            select account_id, google_calendar_id from sync.calendar_sync
             where calendar_id = :calendar and parked is null and not removed
               and sync_token is not null
            """)
        .param("calendar", calendar.value())
        .query((row, _) ->
            new Subject(
                calendar,
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("google_calendar_id")))
        .optional();
  }

  /**
   * The calendar that was not audited for longest, if it is time for the next one. All workers ask;
   * one of them is given it.
   *
   * <p>Until {@link #audited} it counts as no more than tried. What keeps an audit from its end
   * (its worker is at another one or dies, there is no token, no budget) is mostly over in a day,
   * so the calendar comes again before its turn; but seldom, and not for ever, else those that can
   * never be audited would keep the others from it.
   */
  Optional<CalendarId> next(Duration every) {
    return jdbc.sql(
            """
            with mine as (
              update sync.audit_schedule set next_at = now() + :seconds * interval '1 second'
               where next_at <= now() returning next_at),
            picked as materialized (
              select calendar_id from sync.calendar_sync
               where exists (select from mine) and parked is null and not removed
                 and sync_token is not null
               order by (audit_tries between 1 and :retries
                         and audited_at + power(2, audit_tries - 1) * interval '1 hour' <= now()) desc,
                        audited_at nulls first, calendar_id limit 1
                 for no key update skip locked)
            update sync.calendar_sync s
               set audited_at = now(), audit_tries = least(audit_tries, :retries) + 1
              from picked where s.calendar_id = picked.calendar_id
            returning s.calendar_id
            """)
        .param("seconds", every.toMillis() / 1e3)
        .param("retries", RETRIES)
        .query((row, _) -> new CalendarId(row.getObject(1, UUID.class)))
        .optional();
  }

  /** It was compared to the end, whoever asked for it: the others are to be compared before it. */
  void audited(CalendarId calendar) {
    jdbc.sql(
            """
            update sync.calendar_sync set audited_at = now(), audit_tries = 0
             where calendar_id = :calendar
            """)
        .param("calendar", calendar.value())
        .update();
  }

  /** Id → etag, empty text for none, of those of {@code ids} that we hold. */
  Map<String, String> held(CalendarId calendar, Collection<String> ids) {
    Map<String, String> held = new LinkedHashMap<>();
    jdbc.sql(
            """
            select event_id, coalesce(etag, '') from sync.event
             where calendar_id = :calendar and event_id = any(:ids)
            """)
        .param("calendar", calendar.value())
        .param("ids", ids.toArray(String[]::new))
        .query((row, _) -> held.put(row.getString(1), row.getString(2)))
        .list();
    return held;
  }

  /** Id → etag of the next events that we hold, in the order of their ids. */
  Map<String, String> heldAfter(CalendarId calendar, String id, int limit) {
    Map<String, String> held = new LinkedHashMap<>();
    jdbc.sql(
            """
            select event_id, coalesce(etag, '') from sync.event
             where calendar_id = :calendar and event_id > :id order by event_id limit :limit
            """)
        .param("calendar", calendar.value())
        .param("id", id)
        .param("limit", limit)
        .query((row, _) -> held.put(row.getString(1), row.getString(2)))
        .list();
    return held;
  }

  /** Ids of events that cannot be kept: that they differ is known, and no reason to read again. */
  List<String> quarantined(CalendarId calendar) {
    return jdbc.sql(
            """
            select event_id from sync.quarantine
             where calendar_id = :calendar and event_id is not null
            """)
        .param("calendar", calendar.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** The database's time, to which {@link #hasTakenATurnSince} compares. */
  OffsetDateTime now() {
    return jdbc.sql("select now()").query(OffsetDateTime.class).single();
  }

  /** Whether a turn that began after this time has brought the calendar up to date. */
  boolean hasTakenATurnSince(CalendarId calendar, OffsetDateTime since) {
    return jdbc.sql(
            """
            select 1 from sync.calendar_sync
             where calendar_id = :calendar and last_synced_at > :since
            """)
        .param("calendar", calendar.value())
        .param("since", since)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Makes it read everything again. A turn under way is fenced at once; but what it has sent may
   * still be on its way, so the next begins no earlier than if it had been killed.
   */
  void readAgain(CalendarId calendar) {
    jdbc.sql(
            """
            update sync.calendar_sync
               set sync_token = null, page_token = null, full_sync_since = null,
                   lease_epoch = lease_epoch + 1, requested_gen = requested_gen + 1,
                   due_at = greatest(lease_until, now(), not_before)
             where calendar_id = :calendar and parked is null and not removed
            """)
        .param("calendar", calendar.value())
        .update();
  }

  /** A calendar, and as whom Google is asked for it. */
  record Subject(CalendarId calendar, AccountId account, String googleCalendarId) {}
}
