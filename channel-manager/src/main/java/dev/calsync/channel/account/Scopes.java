package dev.calsync.channel.account;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What we need to be allowed at Google; a user may have granted less. Changing events is asked for
 * only where edits are on: nobody is asked for more than is used.
 */
@Component
final class Scopes {
  private static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  private static final String EVENTS_READONLY = EVENTS + ".readonly";
  private static final String CALENDAR_LIST =
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly";

  private final boolean edits;

  Scopes(SignInSettings settings) {
    this.edits = settings.edits();
  }

  /** Those that sign-in asks for. */
  List<String> asked() {
    return List.of("openid", "email", "profile", edits ? EVENTS : EVENTS_READONLY, CALENDAR_LIST);
  }

  /** Those we need and were not granted. */
  List<String> missing(Collection<String> granted) {
    return lacking(granted).map(Lack::scope).toList();
  }

  /** The same in the words of Google's page, and what each is needed for. */
  List<String> missingInWords(Collection<String> granted) {
    return lacking(granted).map(Lack::inWords).toList();
  }

  /** Whether events may be read, and the list that says whose there are may not. */
  boolean allowEventsAlone(Collection<String> granted) {
    return mayReadEvents(granted) && !granted.contains(CALENDAR_LIST);
  }

  private static boolean mayReadEvents(Collection<String> granted) {
    return granted.contains(EVENTS) || granted.contains(EVENTS_READONLY);
  }

  private Stream<Lack> lacking(Collection<String> granted) {
    var list =
        new Lack(
            CALENDAR_LIST,
            mayReadEvents(granted)
                ? "See the list of your calendars: without it, Calsync knows of your main calendar"
                    + " only"
                : "See the list of your calendars: without it, Calsync does not know which there"
                    + " are");
    return Stream.concat(
        ofEvents(granted), granted.contains(CALENDAR_LIST) ? Stream.empty() : Stream.of(list));
  }

  private Stream<Lack> ofEvents(Collection<String> granted) {
    boolean mayRead = mayReadEvents(granted);
    if (!edits) {
      return mayRead
          ? Stream.empty()
          : Stream.of(
              new Lack(
                  EVENTS_READONLY,
                  "See events on all your calendars: without it, no event of this account is"
                      + " shown"));
    }
    if (granted.contains(EVENTS)) {
      return Stream.empty();
    }
    return Stream.of(
        new Lack(
            EVENTS,
            mayRead
                ? "Edit events on all your calendars: without it, this account's events are shown"
                    + " and cannot be changed"
                : "See and edit events on all your calendars: without it, no event of this account"
                    + " is shown"));
  }

  private record Lack(String scope, String inWords) {}
}
