package dev.calsync.system;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.CalendarListEntry;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody with a Google account, who edits calendars with Google's own client. */
final class Person {
  private static final HttpTransport TRANSPORT = new Apache5HttpTransport();
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final DateTimeFormatter INSTANCE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String email;
  private final String accessToken;
  private final Calendar google;

  Person(String googleUrl, String email, String accessToken) {
    this.email = email;
    this.accessToken = accessToken;
    this.google =
        new Calendar.Builder(
                TRANSPORT,
                GsonFactory.getDefaultInstance(),
                request -> request.getHeaders().setAuthorization("Bearer " + accessToken))
            .setRootUrl(googleUrl + "/")
            .setApplicationName("system-tests")
            .build();
  }

  String email() {
    return email;
  }

  /** What opens all of this person's calendars at Google. */
  String accessToken() {
    return accessToken;
  }

  GoogleCalendar ownCalendar() {
    return new GoogleCalendar(email, email);
  }

  /** The calendar with this name on this person's list. */
  GoogleCalendar calendar(String summary) {
    try {
      return google.calendarList().list().execute().getItems().stream()
          .filter(entry -> entry.getSummary().equals(summary))
          .map(entry -> new GoogleCalendar(entry.getId(), summary))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(email + " has no " + summary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a calendar another name on this person's list. */
  void calls(GoogleCalendar calendar, String name) {
    try {
      execute(
          google
              .calendarList()
              .patch(calendar.id(), new CalendarListEntry().setSummaryOverride(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GoogleEvent creates(GoogleCalendar calendar, String summary, Instant start) {
    return insert(calendar, event(summary, start), start);
  }

  /** A series, at the same hour of each day. */
  GoogleEvent createsDaily(GoogleCalendar calendar, String summary, Instant first, int days) {
    List<String> rule = List.of("RRULE:FREQ=DAILY;COUNT=" + days);
    return insert(calendar, event(summary, first).setRecurrence(rule), first);
  }

  /** An event to which others are invited. */
  GoogleEvent invites(GoogleCalendar calendar, String summary, Instant start, Person... guests) {
    return insert(calendar, event(summary, start).setAttendees(attendees(guests)), start);
  }

  /** A series, at the same hour of each day, to which others are invited. */
  GoogleEvent invitesDaily(
      GoogleCalendar calendar, String summary, Instant first, int days, Person... guests) {
    List<String> rule = List.of("RRULE:FREQ=DAILY;COUNT=" + days);
    Event series = event(summary, first).setRecurrence(rule).setAttendees(attendees(guests));
    return insert(calendar, series, first);
  }

  GoogleEvent renames(GoogleEvent event, String summary) {
    patch(event, new Event().setSummary(summary));
    return event.renamed(summary);
  }

  GoogleEvent describes(GoogleEvent event, String location, String description) {
    patch(event, new Event().setLocation(location).setDescription(description));
    return event;
  }

  GoogleEvent moves(GoogleEvent event, Instant start) {
    patch(event, new Event().setStart(at(start)).setEnd(at(start.plus(AN_HOUR))));
    return event.movedTo(start);
  }

  void deletes(GoogleEvent event) {
    delete(event.calendar(), event.id());
  }

  /** Takes one instance out of a series. */
  void cancels(GoogleEvent series, Instant instance) {
    delete(series.calendar(), series.id() + "_" + INSTANCE.format(instance));
  }

  /**
   * What this person's calendar holds under this name at Google; the first, where there are many.
   */
  Optional<Event> find(GoogleCalendar calendar, String summary) {
    return all(calendar).stream().filter(event -> summary.equals(event.getSummary())).findFirst();
  }

  /** The names of all that Google holds, up to 2,500 of them. */
  List<String> names(GoogleCalendar calendar) {
    return all(calendar).stream().map(Event::getSummary).toList();
  }

  /** All that Google holds, series as one, up to 2,500 of them. */
  List<Event> all(GoogleCalendar calendar) {
    try {
      return google.events().list(calendar.id()).setMaxResults(2500).execute().getItems();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that Google holds: etag by event id. */
  Map<String, String> list(GoogleCalendar calendar) {
    try {
      Map<String, String> etags = new TreeMap<>();
      @Nullable String page = null;
      do {
        Events events =
            google.events().list(calendar.id()).setMaxResults(2500).setPageToken(page).execute();
        events.getItems().forEach(event -> etags.put(event.getId(), event.getEtag()));
        page = events.getNextPageToken();
      } while (page != null);
      return etags;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GoogleEvent insert(GoogleCalendar calendar, Event event, Instant start) {
    try {
      Event made = execute(google.events().insert(calendar.id(), event));
      return new GoogleEvent(calendar, made.getId(), made.getSummary(), start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void patch(GoogleEvent event, Event fields) {
    try {
      execute(google.events().patch(event.calendar().id(), event.id(), fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(GoogleCalendar calendar, String eventId) {
    try {
      google.events().delete(calendar.id(), eventId).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T execute(AbstractGoogleClientRequest<T> request) throws IOException {
    return request.execute();
  }

  private static Event event(String summary, Instant start) {
    return new Event().setSummary(summary).setStart(at(start)).setEnd(at(start.plus(AN_HOUR)));
  }

  private static List<EventAttendee> attendees(Person... guests) {
    return Stream.of(guests).map(guest -> new EventAttendee().setEmail(guest.email())).toList();
  }

  private static EventDateTime at(Instant time) {
    return new EventDateTime().setDateTime(new DateTime(time.toEpochMilli())).setTimeZone("UTC");
  }
}
