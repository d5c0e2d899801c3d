package dev.calsync.channel.calendar;

import dev.calsync.channel.calendar.CalendarRows.CalendarView;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.watch.Watches;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The calendars of an account, and which of them its owner wants in sync. */
@RestController
@RequestMapping("/api/accounts/{accountId}/calendars")
final class CalendarController {
  private final CalendarRows rows;
  private final Watches watches;
  private final Announcer announcer;

  CalendarController(CalendarRows rows, Watches watches, Announcer announcer) {
    this.rows = rows;
    this.watches = watches;
    this.announcer = announcer;
  }

  @GetMapping
  Listed list(Principal user, @PathVariable AccountId accountId) {
    return rows.listed(UserId.of(user.getName()), accountId)
        .map(Listed::new)
        .orElseThrow(CalendarController::notFound);
  }

  @PutMapping("/{calendarId}/selection")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void select(
      Principal user,
      @PathVariable AccountId accountId,
      @PathVariable CalendarId calendarId,
      @RequestBody Selection selection) {
    if (!rows.select(UserId.of(user.getName()), accountId, calendarId, selection.selected())) {
      throw notFound();
    }
    announcer.wake();
    watches.wake();
  }

  /** Whether it is not there or not theirs is nobody's business. */
  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "no such calendar");
  }

  /** The calendars of one account. */
  record Listed(List<CalendarView> calendars) {}

  /** Whether a calendar is wanted. */
  record Selection(boolean selected) {}
}
