package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.audit.AuditedCalendars.Subject;
import dev.calsync.sync.google.AccessTokens;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.PageRoom;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Poke;
import dev.calsync.sync.quota.Work;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares one calendar with Google in full; takes as long as it takes, beside the turns. */
@Component
class CalendarAudit {
  /**
   * A larger calendar is not audited, so that what is remembered of it stays within 80 MB: some 70
   * bytes of each event, and twice 10,000 ids of 1,024 bytes, which in memory may be 2,048.
   */
  private static final int MOST_EVENTS = 500_000;

  private static final String NOT_IN_SYNC = "the calendar is not in sync at present";
  private static final int BATCH = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final AuditedCalendars calendars;
  private final AccessTokens tokens;
  private final GoogleCalendar google;
  private final DueCalendars due;
  private final SyncProperties settings;
  private final Pauses pauses;
  private final PageRoom room;

  CalendarAudit(
      AuditedCalendars calendars,
      AccessTokens tokens,
      GoogleCalendar google,
      DueCalendars due,
      SyncProperties settings,
      Pauses pauses,
      PageRoom room) {
    this.calendars = calendars;
    this.tokens = tokens;
    this.google = google;
    this.due = due;
    this.settings = settings;
    this.pauses = pauses;
    this.room = room;
  }

  /** Two comparisons if need be, with a turn between them: see {@link Comparison}. */
  AuditReport audit(CalendarId calendar) throws InterruptedException {
    Subject subject = calendars.find(calendar).orElse(null);
    if (subject == null) {
      return AuditReport.unfinished(calendar, NOT_IN_SYNC);
    }
    if (!(tokens.of(subject.account()) instanceof AccessToken token)) {
      return AuditReport.unfinished(calendar, "there is no access token");
    }
    Comparison first = new Comparison(MOST_EVENTS);
    String obstacle = compare(subject, token, first);
    if (obstacle != null) {
      return AuditReport.unfinished(calendar, obstacle);
    }
    if (first.suspicions().isEmpty()) {
      return AuditReport.of(calendar, first.events(), Map.of());
    }
    // Google does not promise that a delta shows at once what a list shows.
    pauses.pause(settings.secondLook());
    Comparison second = new Comparison(MOST_EVENTS);
    obstacle = hasTakenATurn(calendar) ? compare(subject, token, second) : "no turn was taken";
    if (obstacle != null) {
      return AuditReport.unfinished(calendar, obstacle);
    }
    Map<String, Suspicion> differences = first.confirmedBy(second);
    differences.keySet().removeAll(calendars.quarantined(calendar));
    if (calendars.find(calendar).isEmpty()) {
      return AuditReport.unfinished(calendar, NOT_IN_SYNC); // Removed meanwhile, or read anew.
    }
    if (!differences.isEmpty()) {
      calendars.readAgain(calendar);
    }
    return AuditReport.of(calendar, second.events(), differences);
  }

  /**
   * Reads all of Google, then all that we hold.
   *
   * @return why it could not be done; null when it was
   */
  private @Nullable String compare(Subject subject, AccessToken token, Comparison comparison)
      throws InterruptedException {
    String obstacle;
    try (PageRoom.Place place = room.place()) {
      obstacle =
          FullList.read(
              page -> list(subject, token, page, place),
              events -> {
                comparison.page(events, held(subject, events));
                return comparison.isTooLarge() ? "more than " + MOST_EVENTS + " events" : null;
              });
    }
    if (obstacle != null) {
      return obstacle;
    }
    String last = "";
    Map<String, String> held;
    do {
      held = calendars.heldAfter(subject.calendar(), last, BATCH);
      comparison.held(held);
      for (String id : held.keySet()) {
        last = id;
      }
    } while (held.size() == BATCH);
    comparison.end();
    return null;
  }

  /** Waits where the budget for backfill is used up: nothing is as patient as an audit. */
  private ListAnswer list(
      Subject subject, AccessToken token, @Nullable String page, PageRoom.Place place)
      throws InterruptedException {
    Duration left = PATIENCE;
    while (true) {
      ListAnswer answer =
          google.list(
              token, Work.BACKFILL, subject.googleCalendarId(), null, page, place, () -> {});
      if (answer instanceof ListAnswer.Failed(GoogleFault.NoBudget(_, var in))
          && in.compareTo(left) < 0) {
        left = left.minus(in);
        pauses.pause(in);
      } else {
        if (isRefused(answer)) {
          // A turn finds out whether that is to be believed.
          due.poke(Map.of(subject.calendar(), Poke.ONCE), Asked.BY_US);
        }
        if (answer instanceof ListAnswer.Failed(GoogleFault.Unauthorized _)) {
          // So that the next audit does not come with this one again.
          var _ = tokens.insteadOf(token);
        }
        return answer;
      }
    }
  }

  private static boolean isRefused(ListAnswer answer) {
    return answer instanceof ListAnswer.Failed(var fault)
        && (fault instanceof GoogleFault.AccessLost
            || fault instanceof GoogleFault.NotFound
            || fault instanceof GoogleFault.Forbidden);
  }

  private Map<String, String> held(Subject subject, List<EventResource> events) {
    return calendars.held(
        subject.calendar(), events.stream().map(event -> event.id().value()).toList());
  }

  private boolean hasTakenATurn(CalendarId calendar) throws InterruptedException {
    OffsetDateTime since = calendars.now();
    due.poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    for (Duration waited = Duration.ZERO;
        waited.compareTo(PATIENCE) < 0;
        waited = waited.plus(LOOK_EVERY)) {
      pauses.pause(LOOK_EVERY);
      if (calendars.hasTakenATurnSince(calendar, since)) {
        return true;
      }
    }
    return false;
  }
}
