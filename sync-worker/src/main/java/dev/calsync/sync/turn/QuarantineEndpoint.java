package dev.calsync.sync.turn;

import dev.calsync.model.CalendarId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What lies in quarantine, for an operator; what an event says is shown only for one calendar. */
@Component
@Endpoint(id = "quarantine")
class QuarantineEndpoint {
  private static final int MOST = 200;

  private final JdbcClient jdbc;

  QuarantineEndpoint(JdbcClient jdbc, MeterRegistry meters) {
    this.jdbc = jdbc;
    Gauge.builder("calsync.quarantined.events", this, QuarantineEndpoint::count)
        .description("Events that cannot be kept, in the whole installation")
        .register(meters);
  }

  /** The newest of all calendars, at most 200. */
  @ReadOperation
  Quarantined newest() {
    return new Quarantined(
        count(),
        jdbc.sql("select * from sync.quarantine order by since desc limit :most")
            .param("most", MOST)
            .query((row, _) -> entry(row, null))
            .list());
  }

  /** The newest of one calendar, at most 200, with what they say. */
  @ReadOperation
  Quarantined ofCalendar(@Selector String calendarId) {
    CalendarId calendar = calendar(calendarId);
    List<Entry> entries =
        jdbc.sql(
                """
                select * from sync.quarantine where calendar_id = :calendar
                 order by since desc limit :most
                """)
            .param("calendar", calendar.value())
            .param("most", MOST)
            .query((row, _) -> entry(row, row.getString("excerpt")))
            .list();
    return new Quarantined(entries.size(), entries);
  }

  private long count() {
    return jdbc.sql("select count(*) from sync.quarantine").query(Long.class).single();
  }

  private static CalendarId calendar(String text) {
    try {
      return CalendarId.of(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidEndpointRequestException("calendarId: expected a UUID", "calendarId");
    }
  }

  private static Entry entry(ResultSet row, @Nullable String excerpt) throws SQLException {
    return new Entry(
        row.getString("calendar_id"),
        row.getString("event_id"),
        row.getString("reason"),
        row.getString("detail"),
        row.getLong("size"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
        excerpt);
  }

  /** So many, and the newest of them. */
  record Quarantined(long count, List<Entry> events) {}

  /** One event that cannot be kept. */
  record Entry(
      String calendarId,
      @Nullable String eventId,
      String reason,
      String detail,
      long size,
      Instant since,
      Instant lastSeenAt,
      @Nullable String excerpt) {}
}
