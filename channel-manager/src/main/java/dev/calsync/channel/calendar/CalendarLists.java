package dev.calsync.channel.calendar;

import com.google.api.services.calendar.model.CalendarListEntry;
import dev.calsync.channel.google.GoogleCalendar;
import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.grant.GrantedCalls;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.watch.Watches;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads an account's calendar list, from time to time and when a push says that it has changed;
 * always in full: a change of access rights does not show in its deltas
 * (infra/docs/google-calendar.md §4.7).
 */
@Component
public final class CalendarLists {
  private final GrantedCalls google;
  private final GoogleCalendar lists;
  private final CalendarRows rows;
  private final Watches watches;
  private final Announcer announcer;

  CalendarLists(
      GrantedCalls google,
      GoogleCalendar lists,
      CalendarRows rows,
      Watches watches,
      Announcer announcer) {
    this.google = google;
    this.lists = lists;
    this.rows = rows;
    this.watches = watches;
    this.announcer = announcer;
  }

  /**
   * Follows what Google lists now; what is new is announced and watched at once.
   *
   * @param watched whether pushes tell of changes of the list
   */
  public void read(AccountId account, UserId user, boolean watched) throws GoogleFault {
    List<CalendarListEntry> listed =
        google.call(account, lists::calendarList).stream()
            .filter(entry -> !Boolean.TRUE.equals(entry.getDeleted()))
            .filter(entry -> entry.getId() != null && !entry.getId().isEmpty())
            .toList();
    // Every account has a primary calendar. A list without one is cut short, and following it
    // would make all who listen forget what they hold.
    if (listed.stream().noneMatch(entry -> Boolean.TRUE.equals(entry.getPrimary()))) {
      throw new GoogleFault(
          GoogleFault.Kind.TRANSIENT, "a calendar list without a primary calendar", null);
    }
    rows.follow(account, user, listed, watched);
    announcer.wake();
    watches.wake();
  }

  /**
   * Follows the primary calendar of an account whose list may not be read; what was known before
   * stays as it was.
   *
   * @param email the account's address, which is that calendar's id
   */
  public void followPrimary(AccountId account, UserId user, String email) {
    rows.followPrimary(account, user, email);
    announcer.wake();
    watches.wake();
  }
}
