package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The {@code events} methods of the Calendar API. */
public final class EventsApi {
  private final State state;

  EventsApi(State state) {
    this.state = state;
  }

  public Map<String, Object> list(
      String email, String calendarId, Map<String, List<String>> parameters) {
    EventQuery query = EventQuery.of(parameters);
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      long validFrom = state.tokensValidFrom(access.calendar().tokensValidFrom());
      return listing(access).list(query, view(access, query), validFrom);
    }
  }

  public Map<String, Object> instances(
      String email, String calendarId, String eventId, Map<String, List<String>> parameters) {
    EventQuery query = EventQuery.of(parameters);
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      Entry master = writing(access).find(eventId);
      return listing(access).instances(master, query, view(access, query));
    }
  }

  /** The event, or nothing when it still has this etag. */
  public Optional<Map<String, Object>> get(
      String email, String calendarId, String eventId, @Nullable String ifNoneMatch) {
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      Entry entry = writing(access).find(eventId);
      return entry.etag().equals(ifNoneMatch)
          ? Optional.empty()
          : Optional.of(access.view().full(entry));
    }
  }

  public Map<String, Object> insert(String email, String calendarId, Map<String, Object> event) {
    return write(email, calendarId, (access, to) -> to.insert(event, access.user()));
  }

  public Map<String, Object> update(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> event,
      @Nullable String ifMatch) {
    return write(email, calendarId, (_, to) -> to.update(eventId, event, ifMatch));
  }

  public Map<String, Object> patch(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> patch,
      @Nullable String ifMatch) {
    return write(email, calendarId, (_, to) -> to.patch(eventId, patch, ifMatch));
  }

  public void delete(String email, String calendarId, String eventId, @Nullable String ifMatch) {
    write(email, calendarId, (_, to) -> to.delete(eventId, ifMatch));
  }

  /** Gone here and new there: two changes of two resources (google-calendar.md §7.9). */
  public Map<String, Object> move(
      String email, String calendarId, String eventId, String destination) {
    synchronized (state) {
      State.Access from = state.access(email, calendarId).writing();
      State.Access to = state.access(email, destination).writing();
      Entry entry = writing(from).find(eventId);
      if (!"default".equals(entry.body().get("eventType"))
          || entry.body().containsKey("recurringEventId")) {
        throw GoogleError.invalid("Cannot change the organizer of an instance or special event.");
      }
      Map<String, Object> body = new LinkedHashMap<>(entry.body());
      writing(from).delete(eventId, null);
      Entry moved = writing(to).insert(body, to.user());
      state.eventsChanged(from.calendar());
      state.eventsChanged(to.calendar());
      return to.view().full(moved);
    }
  }

  /** Opens a channel on the events of a calendar. */
  public Channel watch(
      String email, String clientId, String calendarId, Map<String, Object> channel) {
    synchronized (state) {
      Calendar calendar = state.access(email, calendarId).calendar();
      if (!calendar.watchable()) {
        throw new GoogleError(
            400,
            "calendar",
            "pushNotSupportedForRequestedResource",
            "Push notifications are not supported by this resource.",
            null);
      }
      String uri =
          "https://www.googleapis.com/calendar/v3/calendars/"
              + calendarId.replace("#", "%23")
              + "/events?alt=json";
      var resource = new Resource.EventsOf(calendar.id());
      return state.channels().watch(email, clientId, resource, uri, channel);
    }
  }

  private Map<String, Object> write(
      String email, String calendarId, BiFunction<State.Access, EventWriting, Entry> change) {
    synchronized (state) {
      State.Access access = state.access(email, calendarId).writing();
      Entry written = change.apply(access, writing(access));
      state.eventsChanged(access.calendar());
      return access.view().full(written);
    }
  }

  private EventWriting writing(State.Access access) {
    return new EventWriting(access.calendar(), state.stamps(), state.random());
  }

  private EventListing listing(State.Access access) {
    return new EventListing(access.calendar(), state.stamps(), state.clock().instant());
  }

  private static EventView view(State.Access access, EventQuery query) {
    return new EventView(
        access.calendar(),
        access.user().email(),
        access.role(),
        query.zone(),
        query.maxAttendees());
  }
}
