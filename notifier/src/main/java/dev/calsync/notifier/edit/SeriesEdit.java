package dev.calsync.notifier.edit;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.view.EventTime;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an edit means that was made on one instance and is about more of its series. It is put in
 * absolute values, from the version that the editor saw: so it can be done twice, and so Google's
 * version can be told to carry it already.
 */
final class SeriesEdit {
  private final EventResource master;
  private final ZoneId zone;
  private final WallClock clock;
  private final LocalDateTime first;
  private final Span whole;
  private final LocalDateTime at;
  private final Span shown;

  /** From a start to an end, of the same kind. */
  private record Span(EventTime start, EventTime end) {
    static Optional<Span> of(EventResource event, ZoneId zone) {
      return EventTime.of(event.object("start"), zone)
          .flatMap(
              start -> EventTime.of(event.object("end"), zone).map(end -> new Span(start, end)));
    }
  }

  private SeriesEdit(
      EventResource master, ZoneId zone, Span whole, EventTime original, Span shown) {
    this.master = master;
    this.zone = zone;
    this.whole = whole;
    this.clock = WallClock.of(whole.start(), master.object("start"), zone);
    this.first = clock.at(whole.start());
    this.at = clock.at(original);
    this.shown = shown;
  }

  /** Empty where the series is not held, or one of them cannot be placed in time. */
  static Optional<SeriesEdit> of(HeldEvent instance) {
    EventResource master = instance.series();
    ZoneId zone = instance.zone();
    if (master == null) {
      return Optional.empty();
    }
    Optional<EventTime> original = EventTime.of(instance.event().object("originalStartTime"), zone);
    Optional<Span> whole = Span.of(master, zone);
    Optional<Span> shown = Span.of(instance.event(), zone);
    return original.isEmpty() || whole.isEmpty() || shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new SeriesEdit(master, zone, whole.get(), original.get(), shown.get()));
  }

  EventId series() {
    return master.id();
  }

  /** Whether no instance lies before, so that all that follows is all. */
  boolean isOfAll() {
    return split().isWhole();
  }

  /** Whether what lies before and what follows can be series of their own. */
  boolean canBeSplit() {
    return split().isPossible();
  }

  /** The recurrence of what lies before the instance. */
  List<String> remaining() {
    return split().remaining();
  }

  /** Where the rule puts the instance: a date, or a moment in UTC. */
  String from() {
    return clock.zone() == null
        ? at.toLocalDate().toString()
        : at.atZone(clock.zone()).toInstant().toString();
  }

  /** The fields of the whole series: it moves by as much as the instance was moved. */
  EventResource all(EventResource change) {
    if (!isAboutTime(change)) {
      return change;
    }
    Span wanted = wanted(change, shown);
    WallClock newClock = clock(wanted.start(), change);
    LocalDateTime to =
        first.plus(Duration.between(clock.at(shown.start()), newClock.at(wanted.start())));
    return placed(
        change, newClock, wanted, to, new SeriesShift(clock, first, newClock, to), lines());
  }

  /** The fields of the series that begins at the instance. */
  EventResource following(EventResource change) {
    Span wanted = wanted(change, isAboutTime(change) ? shown : asTheRuleHasIt());
    WallClock newClock = clock(wanted.start(), change);
    LocalDateTime to = newClock.at(wanted.start());
    return placed(
        change,
        newClock,
        wanted,
        to,
        new SeriesShift(clock, at, newClock, to),
        split().following());
  }

  private SeriesSplit split() {
    return new SeriesSplit(lines(), clock, first, at);
  }

  private List<String> lines() {
    return WallClock.lines(master);
  }

  private static boolean isAboutTime(EventResource change) {
    return change.fields().containsKey("start") || change.fields().containsKey("end");
  }

  private Span asTheRuleHasIt() {
    EventTime start = time(clock, at);
    return new Span(start, later(start, whole));
  }

  /** Who names the start alone, moves; who names the end alone, stretches. */
  private Span wanted(EventResource change, Span otherwise) {
    EventTime start = EventTime.of(change.object("start"), zone).orElse(otherwise.start());
    EventTime end =
        EventTime.of(change.object("end"), zone).orElseGet(() -> later(start, otherwise));
    return new Span(start, end);
  }

  private WallClock clock(EventTime start, EventResource change) {
    Map<String, @Nullable Object> field = change.object("start");
    boolean days = start instanceof EventTime.Day;
    if (days == (clock.zone() == null) && !(field.get("timeZone") instanceof String)) {
      return clock;
    }
    return WallClock.of(start, field, zone);
  }

  private static EventResource placed(
      EventResource change,
      WallClock clock,
      Span wanted,
      LocalDateTime to,
      SeriesShift shift,
      List<String> lines) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(change.fields());
    EventTime start = time(clock, to);
    fields.put("start", clock.field(to));
    fields.put("end", clock.field(clock.at(later(start, wanted))));
    if (!fields.containsKey("recurrence")) {
      fields.put("recurrence", shift.of(lines));
    }
    return new EventResource(fields);
  }

  private static EventTime time(WallClock clock, LocalDateTime at) {
    return clock.zone() == null
        ? new EventTime.Day(at.toLocalDate())
        : new EventTime.Moment(at.atZone(clock.zone()).toOffsetDateTime());
  }

  /** As long after {@code start} as the span is long. */
  private static EventTime later(EventTime start, Span span) {
    return switch (start) {
      case EventTime.Day(var date) ->
          span.start() instanceof EventTime.Day(var from)
                  && span.end() instanceof EventTime.Day(var until)
              ? new EventTime.Day(date.plusDays(Math.max(1, ChronoUnit.DAYS.between(from, until))))
              : new EventTime.Day(date.plusDays(1));
      case EventTime.Moment(var at) ->
          span.start() instanceof EventTime.Moment from
                  && span.end() instanceof EventTime.Moment until
              ? new EventTime.Moment(at.plus(Duration.between(from.instant(), until.instant())))
              : new EventTime.Moment(at.plusHours(1));
    };
  }
}
