package dev.calsync.load;

import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Events;
import dev.calsync.load.Installation.Cpu;
import dev.calsync.load.LoadTest.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The first reading of a large calendar, beside merely downloading it with Google's client; and
 * what other calendars' changes feel of it.
 */
final class FirstSync implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PAGE = 2_500;

  /** For the other rows: a server that is not on this machine takes its time. */
  private static final List<Duration> PAGE_TAKES =
      List.of(Duration.ofMillis(250), Duration.ofMillis(500));

  private static final int LARGE = 40_000;
  private static final int LIVE = 30_000;

  /** So many that none is edited twice within what makes it wait for quiet. */
  private static final int LIVE_CALENDARS = 400;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    Table table =
        new Table(
            "a page takes",
            "download, s",
            "first sync, s",
            "ratio",
            "worker, s",
            "Kafka, s",
            "PostgreSQL, s");
    Table live = new Table("live changes", "samples", "p50, ms", "p99, ms", "max, ms");
    StandInGoogle google = installation.google();
    GcLog heap;
    try (var worker = installation.startWorker("first-sync");
        var pushes = installation.pushes();
        var changes = installation.changes()) {
      installation.store().empty();
      installation.store().addSynced(LIVE, LIVE + LIVE_CALENDARS);
      try (var probe = new LiveChanges(pushes, changes, LIVE, LIVE_CALENDARS)) {
        var bench = new Bench(installation, worker, pushes, probe, new ArrayList<>());
        google.largeCalendars(sizes.events(), PAGE, Duration.ZERO);
        probe.during(() -> Wait.lasting(sizes.idle())); // warms up
        Percentiles idle = probe.during(() -> Wait.lasting(sizes.idle()));
        rounds(bench, 1, new Table("not shown", "", "", "", "", "", ""));
        bench.meanwhile().clear();
        rounds(bench, sizes.firstSyncs(), table);
        for (Duration each : PAGE_TAKES) {
          google.largeCalendars(sizes.events(), PAGE, each);
          rounds(bench, 1, table);
        }
        show(live, idle, Percentiles.of(bench.meanwhile()));
      }
      heap = worker.heap();
    }
    out.printf("%,d events in pages of %,d%n%n%s%n%s%n", sizes.events(), PAGE, table, live);
    out.printf(
        "heap of the worker (limit 512 MiB): at most %d MiB, after a collection at most %d MiB, %d collections%n",
        heap.peak(), heap.live(), heap.collections());
    out.println(
        "\n(aims: ratio at most 1.5, p99 at most twice that of idle, heap within its limit)");
  }

  private static void show(Table live, Percentiles idle, Percentiles busy) {
    live.row("while idle", idle.sorted().size(), idle.median(), idle.at(0.99), idle.max());
    live.row("during first syncs", busy.sorted().size(), busy.median(), busy.at(0.99), busy.max());
    live.row("ratio", "", busy.median() / idle.median(), busy.at(0.99) / idle.at(0.99), "");
  }

  /** Download and first sync in turn, so that the machine's mood is the same for both. */
  private static void rounds(Bench bench, int count, Table table) {
    Installation installation = bench.installation();
    List<Double> downloads = new ArrayList<>();
    List<Double> syncs = new ArrayList<>();
    Cpu before = installation.cpu(bench.worker());
    for (int round = 0; round < count; round++) {
      downloads.add(seconds(() -> download(installation.google())));
      int calendar = LARGE + installation.store().held();
      Percentiles meanwhile =
          bench
              .probe()
              .during(() ->
                  syncs.add(
                      seconds(() -> firstSync(installation.store(), bench.pushes(), calendar))));
      bench.meanwhile().addAll(meanwhile.sorted());
    }
    double download = Percentiles.of(downloads).median();
    double sync = Percentiles.of(syncs).median();
    Cpu cpu = installation.cpu(bench.worker()).since(before);
    table.row(
        installation.google().pageTakes().toMillis() + " ms",
        download,
        sync,
        sync / download,
        cpu.worker() / count,
        cpu.kafka() / count,
        cpu.postgres() / count);
  }

  private static void firstSync(Store store, Pushes pushes, int calendar) {
    pushes.connect(calendar);
    Wait.until("first sync", PATIENCE, () -> store.isSynced(calendar));
  }

  /** What anybody must do at least: fetch each page and read it. */
  private static void download(StandInGoogle google) {
    var transport = new Apache5HttpTransport();
    Calendar client =
        new Calendar.Builder(transport, GsonFactory.getDefaultInstance(), _ -> {})
            .setRootUrl(google.url())
            .setApplicationName("load (gzip)")
            .build();
    try {
      Events page = null;
      do {
        page =
            client
                .events()
                .list(Calendars.largeGoogleId(0))
                .setMaxResults(PAGE)
                .setPageToken(page == null ? null : page.getNextPageToken())
                .execute();
      } while (page.getNextPageToken() != null);
      transport.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Runnable work) {
    long from = System.nanoTime();
    work.run();
    return (System.nanoTime() - from) / 1e9;
  }

  /**
   * What is measured and with what.
   *
   * @param meanwhile how long each live change took during first syncs
   */
  private record Bench(
      Installation installation,
      Worker worker,
      Pushes pushes,
      LiveChanges probe,
      List<Double> meanwhile) {}
}
