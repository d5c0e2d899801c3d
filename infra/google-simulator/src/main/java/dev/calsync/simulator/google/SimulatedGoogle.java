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
  private final EventsApi events;
  private final CalendarListApi calendarList;
  private final CalendarsApi calendars;
  private final Administration administration;

  /** What is to be delivered goes to the outbox, which must not block. */
  public SimulatedGoogle(
      Clock clock, RandomGenerator random, Duration longestChannel, Consumer<Push> outbox) {
    this.state = new State(clock, random, longestChannel, outbox);
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

  /** channels.stop. */
  public void stopChannel(String email, String clientId, Map<String, Object> body) {
    synchronized (state) {
      state.channels().stop(email, clientId, body);
    }
  }
}
