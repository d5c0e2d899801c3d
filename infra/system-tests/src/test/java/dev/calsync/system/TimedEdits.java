package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * New events in people's own calendars at an even pace, and how long it takes until each is told.
 */
final class TimedEdits implements AutoCloseable {
  private static final int HANDS = 4;

  private final List<Person> people;
  private final Function<String, Optional<Instant>> arrivals;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(HANDS);

  /**
   * @param arrivals when an event was first told of, by its id
   */
  TimedEdits(List<Person> people, Function<String, Optional<Instant>> arrivals) {
    this.people = people;
    this.arrivals = arrivals;
  }

  /** So many, one after another from now on. */
  Series flow(String what, int count, Duration time) {
    var series = new Series(new Delays(what));
    for (int i = 0; i < count; i++) {
      Person person = people.get(i % people.size());
      String summary = what + " " + i;
      long at = time.toMillis() * i / count;
      series.edits.add(
          clock.schedule(() -> edit(person, summary, series.delays), at, TimeUnit.MILLISECONDS));
    }
    return series;
  }

  private static Edit edit(Person person, String summary, Delays delays) {
    Delays.Running running = delays.begin();
    GoogleEvent made = person.creates(person.ownCalendar(), summary, Week.on(MONDAY, 9));
    return new Edit(made.id(), running);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** One of them. */
  private record Edit(String event, Delays.Running running) {}

  /** Those that flow together. */
  final class Series {
    private final List<Future<Edit>> edits = new ArrayList<>();
    private final Delays delays;

    private Series(Delays delays) {
      this.delays = delays;
    }

    /** Waits until Google has taken the last of them. */
    void isMade() throws ExecutionException, InterruptedException {
      for (Future<Edit> edit : edits) {
        edit.get();
      }
    }

    /** Waits until all are told; answers how long each took. */
    Delays delays(Duration atMost) throws ExecutionException, InterruptedException {
      List<Edit> made = new ArrayList<>();
      for (Future<Edit> edit : edits) {
        made.add(edit.get());
      }
      await("all are told")
          .atMost(atMost)
          .until(() -> made.stream().allMatch(edit -> arrivals.apply(edit.event()).isPresent()));
      made.forEach(edit -> edit.running().endedAt(arrivals.apply(edit.event()).orElseThrow()));
      return delays;
    }
  }
}
