package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.feed.BusyTimes;
import dev.calsync.notifier.view.Mirror.Match;
import dev.calsync.notifier.web.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds a person's events by their words; of a series, the occurrence that is next. */
@Component
class Search {
  /** There is no index of words: whose events are too many for that is told so. */
  private static final int MAX_SECONDS = 5;

  /** Searches at a time on a node, so that they leave connections to the database to others. */
  private static final int LANES = 4;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** How far from now an occurrence of a series is looked for at first. */
  private static final Duration REACH = Duration.ofDays(370);

  private static final Window ALL_TIMES =
      new Window(
          OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
          OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC));

  private final Calendars calendars;
  private final Mirror mirror;
  private final Clock clock;
  private final TransactionTemplate reading;
  private final Lanes lanes = new Lanes(LANES, Duration.ofSeconds(MAX_SECONDS));

  Search(Calendars calendars, Mirror mirror, Clock clock, PlatformTransactionManager transactions) {
    this.calendars = calendars;
    this.mirror = mirror;
    this.clock = clock;
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.reading.setTimeout(MAX_SECONDS);
  }

  /**
   * Those that have each of the words in their title, place, description or guests: what is still
   * to come first, soonest first, then what is over, latest first. Where only busy times may be
   * seen there are no words to find.
   *
   * @param words in lower case
   */
  List<OccurrenceView> of(UserId user, List<String> words) {
    return lanes
        .through(user, () -> found(user, words))
        .orElseThrow(() -> notNow("other searches are under way"));
  }

  private List<OccurrenceView> found(UserId user, List<String> words) {
    List<CalendarView> searched =
        calendars.of(user).stream()
            .filter(CalendarView::maySee)
            .filter(calendar -> !BusyTimes.areAllFor(calendar.accessRole()))
            .toList();
    var found = matching(words, searched.stream().map(CalendarView::id).toList());
    Instant now = clock.instant();
    return searched.stream()
        .flatMap(each -> hits(each, found.getOrDefault(each.id(), List.of()), now))
        .sorted()
        .map(hit -> OccurrenceView.of(hit.calendar, hit.occurrence))
        .toList();
  }

  private Map<CalendarId, List<Match>> matching(
      List<String> words, Collection<CalendarId> searched) {
    try {
      Map<CalendarId, List<Match>> found = reading.execute(_ -> mirror.matching(words, searched));
      return found == null ? Map.of() : found;
    } catch (QueryTimeoutException e) {
      Refused refused = notNow("these are too many events to search");
      refused.initCause(e);
      throw refused;
    }
  }

  private static Refused notNow(String why) {
    return Refused.until(HttpStatus.SERVICE_UNAVAILABLE, why, RETRY_AFTER);
  }

  private static Stream<Hit> hits(CalendarView calendar, List<Match> found, Instant now) {
    var unrolled = new Unrolled(calendar, found, now);
    OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
    Map<String, Hit> series = new LinkedHashMap<>();
    // What is to come first: of what repeats every hour, the hours of a year are not gone through.
    for (Window window :
        List.of(
            new Window(today.minusDays(1), today.plus(REACH)),
            new Window(today.minus(REACH), today),
            ALL_TIMES)) {
      series.putAll(unrolled.ofEachSeries(window, each -> !series.containsKey(each)));
    }
    return Stream.concat(unrolled.singles(), series.values().stream());
  }

  /** What was found in a calendar, and when it takes place. */
  private record Unrolled(CalendarView calendar, List<Match> found, Instant now) {
    private Stream<Hit> singles() {
      return hits(ALL_TIMES, event -> series(event).isEmpty());
    }

    /** The first by the order of hits, of each series that is wanted. */
    private Map<String, Hit> ofEachSeries(Window window, Predicate<String> isWanted) {
      return hits(window, event -> series(event).filter(isWanted).isPresent())
          .collect(
              Collectors.toMap(
                  hit -> String.valueOf(hit.occurrence.recurringEventId()),
                  Function.identity(),
                  (one, other) -> one.compareTo(other) <= 0 ? one : other,
                  LinkedHashMap::new));
    }

    private Stream<Hit> hits(Window window, Predicate<EventResource> isWanted) {
      List<EventResource> held = found.stream().map(Match::event).filter(isWanted).toList();
      Set<EventId> others =
          found.stream()
              .filter(match -> !match.hasWords())
              .map(match -> match.event().id())
              .collect(Collectors.toSet());
      return new Occurrences(window, calendar.zone())
          .of(held).stream()
              .filter(each -> !others.contains(each.resource().id()))
              .map(each -> new Hit(calendar, each, now));
    }

    private static Optional<String> series(EventResource event) {
      return event.isRecurring()
          ? Optional.of(event.id().value())
          : Optional.ofNullable(event.recurringEventId());
    }
  }

  /** Something found; sooner ones come first, and what is over comes last. */
  private record Hit(CalendarView calendar, Occurrence occurrence, Instant now)
      implements Comparable<Hit> {
    @Override
    public int compareTo(Hit other) {
      boolean over = isOver();
      if (over != other.isOver()) {
        return over ? 1 : -1;
      }
      int order = starts().compareTo(other.starts());
      return over ? -order : order;
    }

    private boolean isOver() {
      return instant(occurrence.end()).isBefore(now);
    }

    private Instant starts() {
      return instant(occurrence.start());
    }

    private Instant instant(EventTime time) {
      return switch (time) {
        case EventTime.Day(var date) -> date.atStartOfDay(calendar.zone()).toInstant();
        case EventTime.Moment moment -> moment.instant();
      };
    }
  }
}
