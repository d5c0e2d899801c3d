package dev.calsync.load;

import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Events;
import dev.calsync.load.Installation.Cpu;
import dev.calsync.load.Installation.Worker;
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
  private static final int LARGE = 40_000;
  private static final int LIVE = 30_000;
  private static final int LIVE_CALENDARS = 20;

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
    installation.google().largeCalendars(sizes.events(), PAGE, Duration.ZERO);
    GcLog heap;
    try (var worker = installation.startWorker("first-sync");
        var pushes = installation.pushes();
        var changes = installation.changes()) {
      installation.store().empty();
      installation.store().addSynced(LIVE, LIVE + LIVE_CALENDARS);
      List<Double> busy = new ArrayList<>();
      try (var probe = new LiveChanges(pushes, changes, LIVE, LIVE_CALENDARS)) {
        probe.during(() -> Wait.lasting(sizes.idle())); // warms up
        Percentiles idle = probe.during(() -> Wait.lasting(sizes.idle()));
        live.row("while idle", idle.sorted().size(), idle.median(), idle.at(0.99), idle.max());
        for (Duration page : new Duration[] {Duration.ZERO, Duration.ofMillis(500)}) {
          installation.google().largeCalendars(sizes.events(), PAGE, page);
          rounds(installation, worker, sizes.rounds(), pushes, probe, busy, table);
        }
        Percentiles syncing = Percentiles.of(busy);
        live.row(
            "during first syncs",
            syncing.sorted().size(),
            syncing.median(),
            syncing.at(0.99),
            syncing.max());
        live.row(
            "ratio", "", syncing.median() / idle.median(), syncing.at(0.99) / idle.at(0.99), "");
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

  /** Download and first sync in turn, so that the machine's mood is the same for both. */
  private static void rounds(
      Installation installation,
      Worker worker,
      int count,
      Pushes pushes,
      LiveChanges probe,
      List<Double> busy,
      Table table) {
    StandInGoogle google = installation.google();
    List<Double> downloads = new ArrayList<>();
    List<Double> syncs = new ArrayList<>();
    Cpu before = installation.cpu(worker);
    for (int round = 0; round <= count; round++) {
      if (round == 1) {
        before = installation.cpu(worker);
      }
      double download = seconds(() -> download(google));
      int calendar = LARGE + installation.store().held();
      double[] sync = new double[1];
      Percentiles meanwhile =
          probe.during(
              () -> sync[0] = seconds(() -> firstSync(installation.store(), pushes, calendar)));
      if (round > 0) {
        downloads.add(download);
        syncs.add(sync[0]);
        busy.addAll(meanwhile.sorted());
      }
    }
    double download = Percentiles.of(downloads).median();
    double sync = Percentiles.of(syncs).median();
    Cpu cpu = installation.cpu(worker).since(before);
    table.row(
        google.pageTakes().toMillis() + " ms",
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
}
