package dev.calsync.load;

import dev.calsync.load.Installation.Cpu;
import dev.calsync.load.LoadTest.Measurement;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many calendars that are connected at once, as when a company joins, beside as many one after the
 * other: what they take together, and what of the heap.
 */
final class Onboarding implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PAGE = 2_500;
  private static final int FIRST = 50_000;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    int count = sizes.joining();
    int events = sizes.events() / 10;
    installation.google().largeCalendars(events, PAGE, Duration.ZERO);
    Table table =
        new Table(
            "calendars", "s", "worker, s", "heap, MiB", "after a collection, MiB", "full", "ratio");
    double oneByOne;
    try (var worker = installation.startWorker("one-by-one");
        var joining = new Joining(installation, installation.pushes())) {
      installation.store().empty();
      joining.oneByOne(FIRST, count); // warms up
      oneByOne =
          row(
              table,
              "one by one",
              null,
              installation,
              worker,
              () -> joining.oneByOne(FIRST + count, count));
    }
    try (var worker = installation.startWorker("at-once");
        var joining = new Joining(installation, installation.pushes())) {
      joining.oneByOne(FIRST + 2 * count, count);
      row(
          table,
          "at once",
          oneByOne,
          installation,
          worker,
          () -> joining.atOnce(FIRST + 3 * count, count));
    }
    out.printf("%d calendars of %,d events%n%n%s%n", count, events, table);
    out.println("(heap: limit 512 MiB; full: collections that stop everything)");
  }

  private static double row(
      Table table,
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
    table.row(name, seconds, cpu.worker(), heap.peak(), heap.live(), heap.full(), ratio);
    return seconds;
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
