package dev.calsync.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of every message. */
final class Examples {
  static final UserId USER = UserId.of("01939f6e-0000-7000-8000-00000000000a");
  static final AccountId ACCOUNT = AccountId.of("01939f6e-0000-7000-8000-00000000000b");
  static final CalendarId CALENDAR = CalendarId.of("01939f6e-0000-7000-8000-00000000000c");
  static final ChannelId CHANNEL = ChannelId.of("4ba78bf0-6a47-4e22-bcfd-0800200c9a66");
  static final CommandId COMMAND = CommandId.of("01939f6e-0000-7000-8000-00000000000d");
  static final EventId EVENT = new EventId("abc123_20260302T090000Z");
  static final Instant AT = Instant.parse("2026-11-23T05:30:00.123Z");

  private Examples() {}

  /** A message, its schema and the type it is read as. */
  record Example(String schema, Class<?> type, Object message) {
    @Override
    public String toString() {
      return schema + " " + message.getClass().getSimpleName();
    }
  }

  static Stream<Example> all() {
    return Stream.of(
            Stream.of(
                new Example("calendar.notifications", Notification.class, notification()),
                new Example("calendar.state", EventResource.class, event())),
            changes().map(it -> new Example("calendar.changes", ChangeData.class, it)),
            commands().map(it -> new Example("calendar.commands", Command.class, it)),
            lifecycles().map(it -> new Example("calendar.lifecycle", Lifecycle.class, it)))
        .flatMap(it -> it);
  }

  static Notification notification() {
    return new Notification(CALENDAR, CHANNEL, "exists", 158_687, AT, "o3hgv1538sdjfh");
  }

  static EventResource event() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", "calendar#event");
    fields.put("id", EVENT.value());
    fields.put("etag", "\"3480508598540894\"");
    fields.put("summary", "Täglich ☕");
    fields.put("aFieldOfTomorrow", Map.of("deep", List.of(1, true, "x")));
    fields.put("anEmptyOne", null);
    return new EventResource(fields);
  }

  static Stream<ChangeData> changes() {
    Map<String, @Nullable Object> previous = new LinkedHashMap<>();
    previous.put("summary", "Lunch");
    previous.put("location", null);
    return Stream.of(
        new ChangeData(event(), List.of("summary", "location"), previous, null),
        new ChangeData(null, List.of(), Map.of(), "the sync token was refused"));
  }

  static Stream<Command> commands() {
    return Stream.of(
        new Command.CreateEvent(COMMAND, CALENDAR, USER, "none", event()),
        new Command.UpdateEvent(
            COMMAND, CALENDAR, USER, "all", EVENT, "\"1\"", Command.Scope.FOLLOWING, event()),
        new Command.UpdateEvent(COMMAND, CALENDAR, USER, "all", EVENT, "\"1\"", null, event()),
        new Command.DeleteEvent(COMMAND, CALENDAR, USER, "externalOnly", EVENT, "\"1\"", null),
        split("2026-03-02T09:00:00Z", event()),
        split("2026-03-02", null),
        new Command.JoinSeries(
            COMMAND,
            CALENDAR,
            USER,
            "none",
            EVENT,
            "\"2\"",
            List.of("RRULE:FREQ=DAILY"),
            List.of("RRULE:FREQ=DAILY;UNTIL=20260302T085959Z"),
            new EventId("cut0off"),
            "\"3\""),
        new Command.MoveEvent(COMMAND, CALENDAR, USER, "none", EVENT, "\"1\"", CALENDAR),
        new Command.RespondToInvitation(
            COMMAND, CALENDAR, USER, "all", EVENT, "\"1\"", "tentative", "perhaps"),
        new Command.RespondToInvitation(
            COMMAND, CALENDAR, USER, "all", EVENT, "\"1\"", "declined", null));
  }

  private static Command.SplitSeries split(String from, @Nullable EventResource event) {
    return new Command.SplitSeries(
        COMMAND,
        CALENDAR,
        USER,
        "none",
        EVENT,
        "\"1\"",
        from,
        List.of("RRULE:FREQ=DAILY;UNTIL=20260302T085959Z"),
        event);
  }

  static Stream<Lifecycle> lifecycles() {
    return Stream.of(
        new Lifecycle.AccountConnected(ACCOUNT, USER, 1, AT),
        new Lifecycle.AccountNeedsReauthorization(ACCOUNT, USER, 2, AT, "invalid_grant"),
        new Lifecycle.AccountDisconnected(ACCOUNT, USER, 3, AT),
        new Lifecycle.CalendarAdded(ACCOUNT, USER, 4, AT, CALENDAR, "ada@example.com", AT),
        new Lifecycle.CalendarAdded(ACCOUNT, USER, 4, AT, CALENDAR, "ada@example.com", null),
        new Lifecycle.CalendarNotWatchable(ACCOUNT, USER, 5, AT, CALENDAR, "de#holiday"),
        new Lifecycle.CalendarRemoved(ACCOUNT, USER, 6, AT, CALENDAR),
        new Lifecycle.ChannelSuspect(ACCOUNT, USER, 7, AT, CALENDAR, CHANNEL),
        new Lifecycle.PushesMissed(ACCOUNT, USER, 8, AT, CALENDAR, AT),
        new Lifecycle.CalendarAccessLost(ACCOUNT, USER, 8, AT, CALENDAR, "404 notFound"),
        new Lifecycle.CalendarAccessRegained(ACCOUNT, USER, 8, AT, CALENDAR),
        new Lifecycle.PersonForgotten(USER, 9, AT));
  }
}
