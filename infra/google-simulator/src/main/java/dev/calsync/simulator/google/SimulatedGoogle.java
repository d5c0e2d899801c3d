package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Push;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Google Calendar without HTTP: same calls, same clock and same seed give the same answers. Safe
 * for many threads, which take turns.
 */
public final class SimulatedGoogle {
  private final State state;
  private final Behaviour usual;
  private final EventsApi events;
  private final CalendarListApi calendarList;
  private final CalendarsApi calendars;
  private final Administration administration;

  /** What is to be delivered goes to the outbox, which must not block. */
  public SimulatedGoogle(
      Clock clock, RandomGenerator random, Duration longestChannel, Consumer<Push> outbox) {
    this.state = new State(clock, random, longestChannel, outbox);
    this.usual = state.behaviour();
    this.administration = new Administration(state);
    this.events = new EventsApi(state);
    this.calendarList = new CalendarListApi(state);
    this.calendars = new CalendarsApi(state, administration);
  }

  public EventsApi events() {
    return events;
  }

  public CalendarListApi calendarList() {
    return calendarList;
  }

  public CalendarsApi calendars() {
    return calendars;
  }

  public Administration administration() {
    return administration;
  }

  /** How it behaves; Google's best manners until told otherwise. */
  public Behaviour behaviour() {
    synchronized (state) {
      return state.behaviour();
    }
  }

  /** How it behaves from now on. */
  public void behaviour(Behaviour behaviour) {
    synchronized (state) {
      state.behaviour(behaviour);
    }
  }

  /** How it behaved at first. */
  public Behaviour usualBehaviour() {
    return usual;
  }

  /** Charges a call to the quotas, or refuses it; comes before the call itself. */
  public void admit(Call call) {
    synchronized (state) {
      state.limits().admit(call, state.behaviour().quota());
    }
  }

  /** Acts as one of the people in Google's own pages, where no quota and no client counts. */
  public Person person(String email) {
    return new Person(state, email);
  }

  /** channels.stop. */
  public void stopChannel(String email, String clientId, Map<String, Object> body) {
    synchronized (state) {
      state.channels().stop(email, clientId, body);
    }
  }
}
