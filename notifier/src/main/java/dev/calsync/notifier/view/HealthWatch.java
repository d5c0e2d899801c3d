package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import dev.calsync.notifier.feed.BusyTimes;
import dev.calsync.notifier.feed.Feeds;
import dev.calsync.notifier.feed.Hint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks at the calendars of all who have streams here: tells their pages when the health of one
 * turns, which no message says, or how far one has been read, and their feeds which calendars they
 * may still see.
 */
@Component
class HealthWatch implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Feeds feeds;
  private final Calendars calendars;
  private final CalendarCensus census;
  private Map<UserId, Integer> last = Map.of(); // guarded by this
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  HealthWatch(Feeds feeds, Calendars calendars, CalendarCensus census) {
    this.feeds = feeds;
    this.calendars = calendars;
    this.census = census;
  }

  @Override
  public void start() {
    running = true; // before the threads look for the first time whether they are to go on
    threads.add(again("health-watch", this::look));
    threads.add(again("calendar-census", census::look)); // what takes long delays no withdrawal
  }

  @Override
  public void stop() {
    running = false;
    threads.forEach(LockSupport::unpark);
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private Thread again(String name, Runnable look) {
    return Thread.ofVirtual()
        .name(name)
        .start(() -> {
          while (running) {
            LockSupport.parkNanos(EVERY.toNanos());
            try {
              if (running) {
                look.run();
              }
            } catch (DataAccessException | TransactionException e) {
              log.warn("the calendars' health could not be read: {}", e.toString());
            } catch (RuntimeException | Error e) {
              log.error("a look at the calendars' health failed; the next comes soon", e);
            }
          }
        });
  }

  /** Someone seen for the first time may have read it all just before it turned: told as well. */
  synchronized void look() {
    Set<UserId> users = feeds.users();
    Map<UserId, List<CalendarView>> found =
        users.isEmpty()
            ? Map.of()
            : calendars.of(users).stream().collect(Collectors.groupingBy(CalendarView::userId));
    var now = new HashMap<UserId, Integer>();
    for (UserId user : users) {
      List<CalendarView> theirs = found.getOrDefault(user, List.of());
      feeds.shows(user, visible(theirs));
      now.put(user, digest(theirs));
      if (!now.get(user).equals(last.get(user))) {
        feeds.hint(user, Hint.CALENDAR);
      }
    }
    last = now;
  }

  /** Those whose changes may go straight out; what has to lose its text comes by way of the log. */
  private static Set<CalendarId> visible(List<CalendarView> calendars) {
    return calendars.stream()
        .filter(CalendarView::maySee)
        .filter(calendar -> !BusyTimes.areAllFor(calendar.accessRole()))
        .map(CalendarView::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int digest(List<CalendarView> calendars) {
    return calendars.stream()
        .mapToInt(calendar ->
            Objects.hash(
                calendar.id(), calendar.health().reasonCode(), calendar.health().eventsRead()))
        .sum();
  }
}
