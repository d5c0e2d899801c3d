package dev.calsync.load;

import dev.calsync.load.Installation.Cpu;
import dev.calsync.load.LoadTest.Measurement;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many calendars that are connected at once, as when a company joins, beside as many one after the
 * other: what they take together, and what of the heap; of a Google that answers at once, and of
 * one as far away as it is.
 */
final class Onboarding implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<Duration> PAGE_TAKES = List.of(Duration.ZERO, Duration.ofMillis(500));
  private static final int PAGE = 2_500;
  private static final int FIRST = 50_000;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    int count = sizes.joining();
    int events = sizes.events() / 10;
    Table table =
        new Table(
            "a page takes",
            "calendars",
            "s",
            "worker, s",
            "heap, MiB",
            "after a collection, MiB",
            "full",
            "ratio");
    for (int i = 0; i < PAGE_TAKES.size(); i++) {
      var pages = new Pages(events, PAGE_TAKES.get(i));
      measure(installation, pages, FIRST + 4 * count * i, count, table);
    }
    out.printf("%d calendars of %,d events%n%n%s%n", count, events, table);
    out.println("(heap: limit 512 MiB; full: collections that stop everything)");
  }

  private static void measure(
      Installation installation, Pages pages, int first, int count, Table table) throws Exception {
    double oneByOne;
    try (var worker = installation.startWorker("one-by-one");
        var joining = new Joining(installation, installation.pushes())) {
      installation.store().empty();
      pages.atOnce(installation.google());
      joining.oneByOne(first, count); // warms up
      pages.inTheirTime(installation.google());
      oneByOne =
          row(
              table,
              pages.take(),
              "one by one",
              null,
              installation,
              worker,
              () -> joining.oneByOne(first + count, count));
    }
    try (var worker = installation.startWorker("at-once");
        var joining = new Joining(installation, installation.pushes())) {
      pages.atOnce(installation.google());
      joining.oneByOne(first + 2 * count, count);
      pages.inTheirTime(installation.google());
      row(
          table,
          pages.take(),
          "at once",
          oneByOne,
          installation,
          worker,
          () -> joining.atOnce(first + 3 * count, count));
    }
  }

  private static double row(
      Table table,
      Duration pageTakes,
      String name,
      @Nullable Double reference,
      Installation installation,
      Worker worker,
      Runnable work) {
    Cpu before = installation.cpu(worker);
    long from = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - from) / 1e9;
    Cpu cpu = installation.cpu(worker).since(before);
    GcLog heap = worker.heap();
    Object ratio = reference == null ? "" : seconds / reference;
    table.row(
        pageTakes.toMillis() + " ms",
        name,
        seconds,
        cpu.worker(),
        heap.peak(),
        heap.live(),
        heap.full(),
        ratio);
    return seconds;
  }

  /**
   * Google's pages of a calendar.
   *
   * @param take how long each takes
   */
  private record Pages(int events, Duration take) {
    void atOnce(StandInGoogle google) {
      google.largeCalendars(events, PAGE, Duration.ZERO);
    }

    void inTheirTime(StandInGoogle google) {
      google.largeCalendars(events, PAGE, take);
    }
  }

  /** Calendars by their numbers. */
  private record Joining(Installation installation, Pushes pushes) implements AutoCloseable {
    void oneByOne(int first, int count) {
      IntStream.range(first, first + count)
          .forEach(calendar -> {
            pushes.connect(calendar);
            await(calendar);
          });
    }

    void atOnce(int first, int count) {
      IntStream.range(first, first + count).forEach(pushes::connect);
      IntStream.range(first, first + count).forEach(this::await);
    }

    private void await(int calendar) {
      Wait.until("first sync", PATIENCE, () -> installation.store().isSynced(calendar));
    }

    @Override
    public void close() {
      pushes.close();
    }
  }
}
