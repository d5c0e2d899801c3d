package dev.calsync.notifier.view;

import dev.calsync.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who I am, and which calendars I have. */
@RestController
class CalendarsController {
  private final Calendars calendars;
  private final JdbcClient jdbc;

  CalendarsController(Calendars calendars, JdbcClient jdbc) {
    this.calendars = calendars;
    this.jdbc = jdbc;
  }

  /** The person and the Google accounts they connected. */
  record Me(UserId userId, List<Account> accounts) {}

  /** A connected Google account. */
  record Account(
      String id, String email, @Nullable String name, String state, @Nullable String reason) {}

  /** The person's calendars. */
  record CalendarList(List<CalendarView> calendars) {}

  @GetMapping("/api/me")
  Me me(UserId me) {
    return new Me(
        me,
        jdbc.sql(
                """
                select account_id as id, email, name, state, reason from channel.account
                 where user_id = :user and state <> 'DISCONNECTED' order by email
                """)
            .param("user", me.value())
            .query((row, _) ->
                new Account(
                    row.getString("id"),
                    row.getString("email"),
                    row.getString("name"),
                    row.getString("state"),
                    row.getString("reason")))
            .list());
  }

  @GetMapping("/api/calendars")
  CalendarList calendars(UserId me) {
    return new CalendarList(calendars.of(me));
  }
}
