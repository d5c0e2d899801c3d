package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Command;
import dev.calsync.model.Command.JoinSeries;
import dev.calsync.model.Command.SplitSeries;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A calendar of series and single events, and edits of them. */
abstract class EditingInstallation extends PerilInstallation {
  static final String BERLIN = "Europe/Berlin";

  /** What stays of the stand-up before its fourth day. */
  static final List<String> UNTIL_THE_FOURTH = List.of("RRULE:FREQ=DAILY;UNTIL=20261204T085959Z");

  @AfterEach
  void allIsWellAgain() {
    perils().disarm();
    google.noFaults();
    google.network().mend();
  }

  /** Seven days from December 1st 2026, at ten. */
  final Event insertsStandUp() throws IOException {
    return google.client().events().insert(googleCalendar, standUp()).execute();
  }

  static Event standUp() {
    return new Event()
        .setSummary("Stand-up")
        .setStart(at("2026-12-01T10:00:00+01:00"))
        .setEnd(at("2026-12-01T10:15:00+01:00"))
        .setRecurrence(List.of("RRULE:FREQ=DAILY;COUNT=7"));
  }

  private static EventDateTime at(String moment) {
    return new EventDateTime()
        .setDateTime(new com.google.api.client.util.DateTime(moment))
        .setTimeZone(BERLIN);
  }

  static CommandId id() {
    return new CommandId(UUID.randomUUID());
  }

  /** The id of what a command makes. */
  static String madeBy(Command command) {
    return command.commandId().toString().replace("-", "");
  }

  final Command.CreateEvent creates(String summary) {
    return new Command.CreateEvent(
        id(),
        calendar,
        user,
        "none",
        new EventResource(
            Map.of(
                "summary", summary,
                "start", Map.of("dateTime", "2026-12-01T09:00:00Z"),
                "end", Map.of("dateTime", "2026-12-01T10:00:00Z"))));
  }

  final Command.UpdateEvent renames(String event, String version, String summary) {
    return changes(event, version, new EventResource(Map.of("summary", summary)));
  }

  final Command.UpdateEvent changes(String event, String version, EventResource fields) {
    return new Command.UpdateEvent(
        id(), calendar, user, "none", new EventId(event), version, null, fields);
  }

  final Command.DeleteEvent deletes(String event, String version) {
    return new Command.DeleteEvent(id(), calendar, user, "none", new EventId(event), version, null);
  }

  /** From the fourth day on, at eleven and by another name. */
  final SplitSeries splits(Event series) {
    return split(
        series,
        new EventResource(
            Map.of(
                "summary", "Sit-down",
                "start", Map.of("dateTime", "2026-12-04T11:00:00+01:00", "timeZone", BERLIN),
                "end", Map.of("dateTime", "2026-12-04T11:15:00+01:00", "timeZone", BERLIN),
                "recurrence", List.of("RRULE:FREQ=DAILY;COUNT=4"))));
  }

  /** From the fourth day on there is none any more. */
  final SplitSeries ends(Event series) {
    return split(series, null);
  }

  /** The stand-up until its fourth day, as a split leaves it. */
  final Event insertsFirstHalf() throws IOException {
    return google
        .client()
        .events()
        .insert(googleCalendar, standUp().setRecurrence(UNTIL_THE_FOURTH))
        .execute();
  }

  /** What was cut off from a stand-up. */
  final Event insertsSecondHalf(Event first) throws IOException {
    Event second =
        new Event()
            .setId(first.getId() + "f")
            .setSummary("Sit-down")
            .setStart(at("2026-12-04T11:00:00+01:00"))
            .setEnd(at("2026-12-04T11:15:00+01:00"))
            .setRecurrence(List.of("RRULE:FREQ=DAILY;COUNT=4"));
    return google.client().events().insert(googleCalendar, second).execute();
  }

  final JoinSeries joins(Event first, Event second) {
    return new JoinSeries(
        id(),
        calendar,
        user,
        "none",
        new EventId(first.getId()),
        first.getEtag(),
        List.of("RRULE:FREQ=DAILY;COUNT=7"),
        UNTIL_THE_FOURTH,
        new EventId(second.getId()),
        second.getEtag());
  }

  private SplitSeries split(Event series, @Nullable EventResource following) {
    return new SplitSeries(
        id(),
        calendar,
        user,
        "none",
        new EventId(series.getId()),
        series.getEtag(),
        "2026-12-04T09:00:00Z",
        UNTIL_THE_FOURTH,
        following);
  }

  /** Sends an edit and lets no back-off pass unused until it is decided. */
  final String decide(Command command) throws Exception {
    command(command);
    awaitDecided(command);
    return status(command);
  }

  final void awaitDecided(Command command) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(25))
        .until(() -> {
          noBackOff();
          return !List.of("PENDING", "unknown").contains(status(command));
        });
    awaitRest();
  }

  /** Who waits is due; whoever is at it is left alone. */
  final void noBackOff() {
    jdbc.sql(
            """
            update sync.calendar_sync s set due_at = now(), not_before = null
             where account_id = ? and lease_owner is null
               and (last_error is not null or exists (
                     select from sync.command c
                      where c.calendar_id = s.calendar_id and c.status = 'PENDING'))
            """)
        .param(account.value())
        .update();
  }

  final String status(Command command) {
    return jdbc.sql("select status from sync.command where command_id = ?")
        .param(command.commandId().value())
        .query(String.class)
        .optional()
        .orElse("unknown");
  }

  final @Nullable String reason(Command command) {
    return jdbc.sql("select coalesce(reason, '') from sync.command where command_id = ?")
        .param(command.commandId().value())
        .query(String.class)
        .single();
  }

  /** When a series takes place, by Google's own account, in UTC. */
  final List<String> takesPlace(String series) throws IOException {
    return google.client().events().instances(googleCalendar, series).execute().getItems().stream()
        .map(instance -> instance.getStart().getDateTime().toStringRfc3339().substring(5, 16))
        .sorted()
        .toList();
  }

  final Event atGoogle(String event) throws IOException {
    return google.client().events().get(googleCalendar, event).execute();
  }

  /** What was told with this command as its cause, in order. */
  final List<String> toldBy(Command command) {
    return changes(calendar).stream()
        .filter(change -> change.headers().lastHeader(CloudEventHeaders.COMMAND_ID) != null)
        .filter(change ->
            Topic.header(change, CloudEventHeaders.COMMAND_ID)
                .equals(command.commandId().toString()))
        .map(change ->
            Topic.header(change, CloudEventHeaders.TYPE)
                + " "
                + Topic.header(change, CloudEventHeaders.ORIGIN)
                + (change.headers().lastHeader(CloudEventHeaders.SUBJECT) == null
                    ? ""
                    : " " + Topic.header(change, CloudEventHeaders.SUBJECT)))
        .distinct()
        .toList();
  }

  /** Google pushes, as after each write, and there is nothing to tell. */
  final void assertThatTheEchoTellsNothing() throws Exception {
    long head = head();
    push();
    await()
        .until(() -> {
          Object requested = column("requested_gen");
          return requested != null && requested.equals(column("synced_gen")) && isAtRest();
        });
    assertThat(toldAfter(head)).isEmpty();
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
  }
}
