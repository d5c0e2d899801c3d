package dev.calsync.sync.turn;

import dev.calsync.model.SyncToken;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleCalendar;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.PageRoom;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.quota.Work;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks Google for pages, as long as the calendar's lease may hold; whether it still does is seen
 * when what they bring is committed.
 */
@Component
class Pages {
  /** Turns at once that may have two pages in the heap. */
  private static final int AHEAD = 4;

  private final GoogleCalendar google;
  private final LeasedCalendars leased;
  private final PageThreads threads;
  private final PageRoom places;
  private final Semaphore room = new Semaphore(AHEAD);

  Pages(GoogleCalendar google, LeasedCalendars leased, PageThreads threads, PageRoom places) {
    this.google = google;
    this.leased = leased;
    this.threads = threads;
    this.places = places;
  }

  private ListAnswer ask(Question question, PageRoom.Place place) {
    Lease lease = question.lease();
    return google.list(
        question.token(),
        question.work(),
        lease.subject().googleCalendarId(),
        question.since(),
        question.page(),
        place,
        () -> leased.requireTime(lease));
  }

  /** One turn's way through them. */
  Walk walk() {
    return new Walk();
  }

  /**
   * What is asked for.
   *
   * @param since null for everything
   * @param page null for the first
   */
  record Question(
      Lease lease,
      AccessToken token,
      Work work,
      @Nullable SyncToken since,
      @Nullable String page) {}

  /**
   * Asks for one page after the other, and for the next while the last is kept. Whoever asks is
   * done with the page before.
   */
  final class Walk implements AutoCloseable {
    private PageRoom.Place here = places.place();
    private PageRoom.Place ahead = places.place();
    private @Nullable Supplier<ListAnswer> next;
    private boolean hasRoom;

    /** The answer to what was asked ahead, if anything was; else to this. */
    ListAnswer ask(Question question) {
      here.clear();
      Supplier<ListAnswer> asked = next;
      next = null;
      if (asked == null) {
        return Pages.this.ask(question, here);
      }
      PageRoom.Place cleared = here;
      here = ahead;
      ahead = cleared;
      return asked.get();
    }

    /** Asks already, if there is room; whoever asks then has the answer. */
    void askAhead(Question question) {
      hasRoom = hasRoom || room.tryAcquire();
      if (hasRoom) {
        PageRoom.Place place = ahead;
        next = threads.begin(() -> Pages.this.ask(question, place));
      }
    }

    /** What the last page brought is kept; there is no other to be asked for. */
    void isKept() {
      here.clear();
    }

    /** Nothing of ours may still be reading when the next turn begins to. */
    @Override
    public void close() {
      here.clear();
      try {
        if (next != null) {
          var _ = next.get();
        }
      } finally {
        ahead.clear();
        if (hasRoom) {
          room.release();
        }
      }
    }
  }
}
