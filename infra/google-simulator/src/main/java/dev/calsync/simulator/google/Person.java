package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One of the people at work in Google's own pages (infra/docs/google-calendar.md §7.10, §7.22): no
 * quota counts there, and every type of event can be made.
 */
public final class Person {
  private final State state;
  private final String email;

  Person(State state, String email) {
    this.state = state;
    this.email = email;
  }

  /** The list of calendars. */
  public List<Map<String, Object>> calendars() {
    return new CalendarListApi(state).screen(email);
  }

  /**
   * Every event and instance that is there, however late others read it, in the order of their
   * start; {@code timeMin} and {@code timeMax} as in events.list.
   */
  public List<Map<String, Object>> events(String calendarId, Map<String, List<String>> parameters) {
    Map<String, List<String>> single = new LinkedHashMap<>(parameters);
    single.put("singleEvents", List.of("true"));
    EventQuery query = EventQuery.of(single);
    synchronized (state) {
      State.Access access = state.access(email, calendarId);
      Calendar calendar = access.calendar();
      return new EventListing(calendar, state.settled(calendar), state.clock().instant())
          .agenda(query, access.view());
    }
  }

  public Map<String, Object> create(String calendarId, Map<String, Object> event) {
    return write(calendarId, desk -> desk.insert(event));
  }

  public Map<String, Object> edit(String calendarId, String eventId, Map<String, Object> patch) {
    return write(calendarId, desk -> desk.patch(eventId, patch, null));
  }

  public void delete(String calendarId, String eventId) {
    write(calendarId, desk -> desk.delete(eventId, null));
  }

  /** "This and following": the new series that begins with this instance, changed so. */
  public Map<String, Object> split(
      String calendarId, String instanceId, Map<String, Object> patch) {
    return write(calendarId, desk -> desk.split(instanceId, patch));
  }

  public Map<String, Object> move(String calendarId, String eventId, String destination) {
    synchronized (state) {
      State.Access to = state.access(email, destination).writing();
      Desk desk = new Desk(state, state.access(email, calendarId).writing());
      return to.view().full(desk.move(eventId, to));
    }
  }

  /** Answers an invitation: accepted, declined or tentative. */
  public Map<String, Object> respond(String calendarId, String eventId, String responseStatus) {
    return write(
        calendarId,
        desk -> {
          List<Map<String, Object>> guests = new ArrayList<>();
          boolean invited = false;
          String self = calendarId.equals("primary") ? email : calendarId;
          for (var guest : Json.objects(desk.current(eventId, null).body(), "attendees")) {
            Map<String, Object> answered = new LinkedHashMap<>(guest);
            if (self.equals(guest.get("email"))) {
              answered.put("responseStatus", responseStatus);
              invited = true;
            }
            guests.add(answered);
          }
          if (!invited) {
            throw GoogleError.invalid(self + " is not invited.");
          }
          return desk.patch(eventId, Map.of("attendees", guests), null);
        });
  }

  /** Lets somebody else see one's calendar, or gives them another role. */
  public void share(String calendarId, String otherEmail, Role role) {
    synchronized (state) {
      new Sharing(state).share(owned(calendarId), otherEmail, role, Map.of());
    }
  }

  public void unshare(String calendarId, String otherEmail) {
    synchronized (state) {
      new Sharing(state).unshare(owned(calendarId), otherEmail);
    }
  }

  private Calendar owned(String calendarId) {
    State.Access access = state.access(email, calendarId);
    if (access.role() != Role.OWNER) {
      throw GoogleError.forbidden();
    }
    return access.calendar();
  }

  private Map<String, Object> write(String calendarId, Function<Desk, Entry> change) {
    synchronized (state) {
      State.Access access = state.access(email, calendarId).writing();
      return access.view().full(change.apply(new Desk(state, access)));
    }
  }
}
