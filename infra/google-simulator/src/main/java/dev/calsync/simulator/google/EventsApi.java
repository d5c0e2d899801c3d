package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
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
      return listing(access).list(query, view(access, query));
    }
  }

  /**
   * {@code events.list} as it reads once nothing is hidden any more, in Google's best manners: what
   * a checker compares with. It draws nothing by chance.
   */
  public Map<String, Object> listSettled(
      String email, String calendarId, Map<String, List<String>> parameters) {
    EventQuery query = EventQuery.of(parameters);
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      Calendar calendar = access.calendar();
      return new EventListing(calendar, state.settled(calendar), state.clock().instant())
          .list(query, view(access, query));
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

  /** By a client that knows all of an event. */
  public Map<String, Object> insert(String email, String calendarId, Map<String, Object> event) {
    return insert(email, calendarId, event, ClientSupport.OF_ALL);
  }

  public Map<String, Object> insert(
      String email, String calendarId, Map<String, Object> event, ClientSupport support) {
    Map<String, Object> known = EventForm.byClient(support.known(Map.of(), event));
    return write(
        email,
        calendarId,
        (access, desk) -> {
          EventTypes.checkNew(access.calendar(), known);
          return desk.insert(known);
        });
  }

  /** By a client that knows all of an event. */
  public Map<String, Object> update(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> event,
      @Nullable String ifMatch) {
    return update(email, calendarId, eventId, event, ifMatch, ClientSupport.OF_ALL);
  }

  public Map<String, Object> update(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> event,
      @Nullable String ifMatch,
      ClientSupport support) {
    return write(
        email,
        calendarId,
        (access, desk) -> {
          Entry old = desk.current(eventId, ifMatch);
          Map<String, Object> known = support.known(old.body(), event);
          EventTypes.checkChange(access.calendar(), old, known);
          return desk.update(eventId, known, ifMatch);
        });
  }

  /** By a client that knows all of an event. */
  public Map<String, Object> patch(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> patch,
      @Nullable String ifMatch) {
    return patch(email, calendarId, eventId, patch, ifMatch, ClientSupport.OF_ALL);
  }

  public Map<String, Object> patch(
      String email,
      String calendarId,
      String eventId,
      Map<String, Object> patch,
      @Nullable String ifMatch,
      ClientSupport support) {
    return write(
        email,
        calendarId,
        (access, desk) -> {
          Entry old = desk.current(eventId, ifMatch);
          Map<String, Object> known = support.known(old.body(), patch);
          EventTypes.checkChange(access.calendar(), old, Json.merged(old.body(), known));
          return desk.patch(eventId, known, ifMatch);
        });
  }

  public void delete(String email, String calendarId, String eventId, @Nullable String ifMatch) {
    write(email, calendarId, (_, desk) -> desk.delete(eventId, ifMatch));
  }

  /** Gone here and new there: two changes of two resources (google-calendar.md §7.9). */
  public Map<String, Object> move(
      String email, String calendarId, String eventId, String destination) {
    synchronized (state) {
      State.Access from = state.access(email, calendarId).writing();
      State.Access to = state.access(email, destination).writing();
      state.limits().write(email, from.calendar(), state.behaviour());
      state.limits().write(email, to.calendar(), state.behaviour());
      return to.view().full(new Desk(state, from).move(eventId, to));
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
      String email, String calendarId, BiFunction<State.Access, Desk, Entry> change) {
    synchronized (state) {
      State.Access access = state.access(email, calendarId).writing();
      state.limits().write(email, access.calendar(), state.behaviour());
      return access.view().full(change.apply(access, new Desk(state, access)));
    }
  }

  private EventWriting writing(State.Access access) {
    return state.writing(access.calendar());
  }

  private EventListing listing(State.Access access) {
    return new EventListing(
        access.calendar(), state.terms(access.calendar()), state.clock().instant());
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
