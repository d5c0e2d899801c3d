package dev.calsync.load;

import dev.calsync.load.LoadTest.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Memory per open stream, events told per second and how late, beside nginx with nchan. */
final class Streams implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofSeconds(3);
  private static final int FIRST_READERS = 64;
  private static final int ROUNDS = 3;
  private static final int BATCH = 4;

  /** How many events may be under way; more would be read from the log. */
  private static final int WINDOW = 32;

  /** At equal load: so many events a second, over all streams. */
  private static final int TOLD_PER_SECOND = 5_000;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    var memory = new Table("streams", "server", "heap, kB", "resident, kB", "resident before, MiB");
    var speed =
        new Table(
            "streams",
            "server",
            "events/s",
            "processor, µs per event",
            "events/s per processor",
            "p50, ms",
            "p99, ms",
            "bytes per event");
    List<String> ratios = new ArrayList<>();
    for (int streams : sizes.streams()) {
      List<Result> ours = new ArrayList<>();
      List<Result> theirs = new ArrayList<>();
      for (int round = 0; round < Math.min(ROUNDS, sizes.rounds()); round++) {
        ours.add(noted(memory, speed, streams, "Calsync", calsync(installation, streams, sizes)));
        if (NchanStreams.isInstalled()) {
          theirs.add(noted(memory, speed, streams, "nchan", nchan(installation, streams, sizes)));
        }
      }
      if (!theirs.isEmpty()) {
        ratios.add(compared(streams, ours, theirs));
      }
    }
    out.print(memory);
    out.println("\n(per idle stream, more than with the first %d)\n".formatted(FIRST_READERS));
    out.print(speed);
    if (ratios.isEmpty()) {
      out.println("\nnginx with nchan is not installed (Debian: nginx-light, libnginx-mod-nchan)");
    }
    ratios.forEach(out::println);
  }

  private static Result noted(
      Table memory, Table speed, int streams, String server, Result result) {
    String shown = "%,d".formatted(streams);
    memory.row(
        shown,
        server,
        result.heap.isPresent() ? (Object) (result.heap.getAsDouble() / 1e3) : "",
        result.resident / 1e3,
        result.before / (1 << 20));
    speed.row(
        shown,
        server,
        result.perSecond,
        result.micros,
        1e6 / result.micros,
        result.p50,
        result.p99,
        result.bytes);
    return result;
  }

  private static String compared(int streams, List<Result> ours, List<Result> theirs) {
    return String.format(
        Locale.ROOT,
        "%n%,d streams, medians: memory %s times nchan's, events per second %s times, per processor"
            + " %s times, p99 %s times",
        streams,
        ratio(ours, theirs, Result::resident),
        ratio(ours, theirs, Result::perSecond),
        ratio(theirs, ours, Result::micros),
        ratio(ours, theirs, Result::p99));
  }

  private static String ratio(
      List<Result> one, List<Result> other, ToDoubleFunction<Result> figure) {
    return Table.text(median(one, figure) / median(other, figure));
  }

  private static double median(List<Result> results, ToDoubleFunction<Result> figure) {
    return Percentiles.of(results.stream().map(figure::applyAsDouble).toList()).median();
  }

  private static Result calsync(Installation installation, int streams, Sizes sizes)
      throws IOException {
    try (var server = new CalsyncStreams(installation, people(streams))) {
      return measured(server, streams, sizes.telling());
    }
  }

  private static Result nchan(Installation installation, int streams, Sizes sizes)
      throws IOException {
    try (var server = new NchanStreams(installation, people(streams))) {
      return measured(server, streams, sizes.telling());
    }
  }

  /** The first readers are of others: that they have gone is noticed after a while only. */
  private static int people(int streams) {
    return Audience.people(streams + FIRST_READERS);
  }

  private static Result measured(StreamServer server, int streams, Duration telling)
      throws IOException {
    try (var first = new Readers(server, streams, FIRST_READERS)) {
      Wait.lasting(REST);
      requireAll(first);
    }
    Wait.lasting(REST);
    OptionalDouble heapBefore = server.heap();
    double before = server.resident();
    try (var readers = new Readers(server, 0, streams)) {
      Wait.lasting(REST);
      OptionalDouble heap = server.heap();
      double resident = (server.resident() - before) / streams;
      var told = new Telling(server, readers, streams);
      told.asFastAsTaken(telling); // until what is run often is compiled
      Speed speed = told.asFastAsTaken(telling);
      Delays delays = told.paced(telling);
      requireAll(readers);
      return new Result(
          heap.isEmpty()
              ? heap
              : OptionalDouble.of((heap.getAsDouble() - heapBefore.orElseThrow()) / streams),
          resident,
          before,
          speed.perSecond,
          speed.micros,
          delays.at(0.5),
          delays.at(0.99),
          speed.bytes);
    }
  }

  private static void requireAll(Readers readers) {
    if (readers.ended() > 0) {
      throw new IllegalStateException(readers.ended() + " streams have ended");
    }
  }

  /** Events, told one after another to all streams. */
  private static final class Telling {
    private final StreamServer server;
    private final Readers readers;
    private final int streams;
    private int next = 1;

    private Telling(StreamServer server, Readers readers, int streams) {
      this.server = server;
      this.readers = readers;
      this.streams = streams;
    }

    private Speed asFastAsTaken(Duration time) {
      double cpu = server.cpu();
      long told = readers.told();
      long bytes = readers.taken();
      long from = System.nanoTime();
      while (System.nanoTime() - from < time.toNanos()) {
        tell(BATCH);
        Wait.busily("readers", PATIENCE, () -> readers.told() >= (next - WINDOW) * (long) streams);
      }
      settle();
      double seconds = (System.nanoTime() - from) / 1e9;
      told = readers.told() - told;
      return new Speed(
          told / seconds,
          (server.cpu() - cpu) * 1e6 / told,
          (readers.taken() - bytes) / (double) told);
    }

    private Delays paced(Duration time) {
      int events = (int) Math.max(5, time.toSeconds() * TOLD_PER_SECOND / streams);
      readers.delays();
      long from = System.nanoTime();
      for (int i = 0; i < events; i++) {
        Wait.untilNanos(from + i * 1_000_000_000L * streams / TOLD_PER_SECOND);
        tell(1);
      }
      settle();
      return readers.delays();
    }

    private void tell(int count) {
      server.prepare(next, count);
      for (int event = next; event < next + count; event++) {
        readers.sent(event);
      }
      server.send(next, count);
      next += count;
    }

    private void settle() {
      Wait.until("all events", PATIENCE, () -> readers.told() == (next - 1) * (long) streams);
    }
  }

  private record Speed(double perSecond, double micros, double bytes) {}

  private record Result(
      OptionalDouble heap,
      double resident,
      double before,
      double perSecond,
      double micros,
      double p50,
      double p99,
      double bytes) {}
}
