package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.EventId;
import dev.calsync.model.Lifecycle;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** Edits of every kind, each with what it does to what lies at Google, in two calendars. */
abstract class EditTrials extends EditingInstallation {
  final CalendarId other = new CalendarId(UUID.randomUUID());
  final String otherAtGoogle = other.toString().substring(0, 8) + "@example.com";

  enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    THIS,
    FOLLOWING,
    END,
    JOIN,
    MOVE
  }

  /**
   * An edit.
   *
   * @param effect on what {@link #lies} at Google
   */
  record Trial(Command command, Consumer<Map<String, String>> effect) {}

  @BeforeEach
  void anotherCalendar() {
    google.calendar(otherAtGoogle);
  }

  final void connectBoth() throws Exception {
    connect();
    lifecycle(
        new Lifecycle.CalendarAdded(
            account,
            user,
            ++version,
            Instant.now(),
            other,
            otherAtGoogle,
            Instant.now().plusSeconds(9_999)));
    await().until(() -> isRead(other));
    awaitRest();
  }

  private boolean isRead(CalendarId which) {
    return jdbc.sql(
            """
            select 1 from sync.calendar_sync
             where calendar_id = ? and sync_token is not null and lease_owner is null
            """)
        .param(which.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What an edit of that kind is about: a single event, or a series. */
  final Event inserts(Kind kind) throws IOException {
    return switch (kind) {
      case UPDATE, DELETE -> google.inserts(googleCalendar, "Lunch");
      case CREATE, THIS, FOLLOWING, END, MOVE -> insertsStandUp();
      case JOIN -> {
        Event first = insertsFirstHalf();
        insertsSecondHalf(first);
        yield first;
      }
    };
  }

  final Trial trial(Kind kind, Event event) throws IOException {
    String id = event.getId();
    String second = id + "_20261202T090000Z";
    Command command =
        switch (kind) {
          case CREATE -> creates("Planning");
          case UPDATE -> renames(id, event.getEtag(), "Dinner");
          case DELETE -> deletes(id, event.getEtag());
          case THIS -> renames(second, event.getEtag(), "Planning");
          case FOLLOWING -> splits(event);
          case END -> ends(event);
          case JOIN -> joins(event, atGoogle(id + "f"));
          case MOVE -> moves(event, other);
        };
    Consumer<Map<String, String>> effect =
        switch (kind) {
          case CREATE -> lies -> lies.put(madeBy(command), "here Planning");
          case UPDATE -> lies -> lies.put(id, "here Dinner");
          case DELETE -> lies -> lies.remove(id);
          case THIS -> lies -> lies.put(second, "here Planning");
          case FOLLOWING ->
              lies -> {
                lies.put(id, "here Stand-up " + UNTIL_THE_FOURTH);
                lies.put(madeBy(command), "here Sit-down [RRULE:FREQ=DAILY;COUNT=4]");
              };
          case END -> lies -> lies.put(id, "here Stand-up " + UNTIL_THE_FOURTH);
          case JOIN ->
              lies -> {
                lies.put(id, "here Stand-up [RRULE:FREQ=DAILY;COUNT=7]");
                lies.remove(id + "f");
              };
          case MOVE -> lies -> lies.put(id, "there Stand-up [RRULE:FREQ=DAILY;COUNT=7]");
        };
    return new Trial(command, effect);
  }

  /** An edit whose change Google takes its time for, and what happens meanwhile. */
  final void whileGoogleThinks(String call, String at, Command command, Callable<?> meanwhile)
      throws Exception {
    google.fault(
        """
        {"calendarId":"%s","match":"%s","status":0,"delayMillis":1500,"times":1}
        """
            .formatted(at, call));
    String path = "/calendars/" + at.substring(0, 8);
    int before = google.network().overheard(path).size();
    command(command);
    await().until(() -> google.network().overheard(path).size() > before);
    var _ = meanwhile.call();
  }

  final Command moves(Event event, CalendarId destination) {
    return new Command.MoveEvent(
        id(), calendar, user, "none", new EventId(event.getId()), event.getEtag(), destination);
  }

  /** The event that such an edit is about, once it is read. */
  final Event held(Kind kind) throws Exception {
    Event event = inserts(kind);
    push();
    await().until(() -> mirror().equals(google.holds(googleCalendar)) && isAtRest());
    return event;
  }

  /** At Google and here as expected, and its author told once. */
  final void assertThatItWasDoneOnce(Trial trial, Map<String, String> expected) throws Exception {
    assertThat(lies()).isEqualTo(expected);
    await().untilAsserted(() -> assertThat(mirror()).isEqualTo(google.holds(googleCalendar)));
    assertThat(toldBy(trial.command()))
        .filteredOn(told -> told.startsWith("calsync.command."))
        .hasSize(1);
  }

  /** What lies at Google in both calendars: event id → in which of them, and what it says. */
  final Map<String, String> lies() throws IOException {
    Map<String, String> said = new TreeMap<>();
    lies("here", googleCalendar, said);
    lies("there", otherAtGoogle, said);
    return said;
  }

  private static void lies(String where, String calendar, Map<String, String> said)
      throws IOException {
    for (Event event :
        google.client().events().list(calendar).setMaxResults(2_500).execute().getItems()) {
      String rule = event.getRecurrence() == null ? "" : " " + event.getRecurrence();
      said.put(event.getId(), where + " " + event.getSummary() + rule);
    }
  }
}
