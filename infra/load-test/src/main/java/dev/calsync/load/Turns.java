package dev.calsync.load;

import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import dev.calsync.load.Installation.Cpu;
import dev.calsync.load.LoadTest.Measurement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Turns per second that find one change each, beside the same statements without the worker. */
final class Turns implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ASKING = Duration.ofSeconds(3);
  private static final int ASKERS = 8;

  /** A calendar that was read a moment ago would wait for quiet. */
  private static final Duration CALM = Duration.ofSeconds(11);

  /** Rounds until the worker's code is compiled; they are shown and not counted. */
  private static final int WARM_UP = 4;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    out.printf(
        "Google's client against the stand-in: %s lists per second%n%n",
        Table.text(listsPerSecond(installation.google())));
    Optional<Pgbench> pgbench = Pgbench.find(installation.folder(), installation.postgresPort());
    if (pgbench.isEmpty()) {
      out.println("pgbench is not installed (Debian: postgresql-contrib): no floor, no ratio.");
    }
    Table table =
        new Table(
            "round",
            "turns/s",
            "pgbench turns/s",
            "ratio",
            "worker, ms",
            "Kafka, ms",
            "PostgreSQL, ms");
    List<Double> ratios = new ArrayList<>();
    try (var worker = installation.startWorker("turns");
        var pushes = installation.pushes();
        var changes = installation.changes()) {
      int count = sizes.turns();
      installation.store().empty();
      installation.store().addSynced(0, 2 * count);
      for (int round = 0; round < WARM_UP + sizes.rounds(); round++) {
        Cpu before = installation.cpu(worker);
        double turns = turnsPerSecond(installation, pushes, changes, count);
        Cpu cpu = installation.cpu(worker).since(before);
        double floor =
            pgbench.isEmpty()
                ? Double.NaN
                : pgbench.get().turnsPerSecond(count, 2 * count, sizes.pgbench());
        if (round >= WARM_UP) {
          ratios.add(turns / floor);
        }
        table.row(
            round < WARM_UP ? "warm-up" : round - WARM_UP + 1,
            turns,
            floor,
            turns / floor,
            cpu.worker() * 1_000 / count,
            cpu.kafka() * 1_000 / count,
            cpu.postgres() * 1_000 / count);
      }
      installation.store().requireRight(installation.google(), 0, count);
    }
    out.print(table);
    double median = Percentiles.of(ratios).median();
    out.println("\n(ms: processor time per turn)");
    out.printf("%nmedian ratio %s (aim: at least 0.5)%n", Table.text(median));
  }

  /** From the first push to the last change on the topic. */
  private static double turnsPerSecond(
      Installation installation, Pushes pushes, ChangesTopic changes, int count) {
    long from = System.nanoTime();
    var _ = pushes.edits(count, Duration.ZERO, i -> i);
    Wait.until(
        "a change of each calendar",
        PATIENCE,
        () -> changes.hasCaughtUp(installation.google(), 0, count));
    double seconds = (System.nanoTime() - from) / 1e9;
    Wait.until("rest", PATIENCE, () -> installation.store().isAtRest(0, count));
    Wait.lasting(CALM);
    return count / seconds;
  }

  /** That it is not the stand-in which is measured. */
  private static double listsPerSecond(StandInGoogle google) throws Exception {
    var transport = new Apache5HttpTransport();
    Callable<Long> asker =
        () -> {
          long lists = 0;
          long end = System.nanoTime() + ASKING.toNanos();
          while (System.nanoTime() < end) {
            list(client(transport, google), Calendars.googleId(0));
            lists++;
          }
          return lists;
        };
    long lists = 0;
    try (var askers = Executors.newFixedThreadPool(ASKERS)) {
      for (Future<Long> each : askers.invokeAll(Collections.nCopies(ASKERS, asker))) {
        lists += each.get();
      }
    }
    transport.shutdown();
    return lists / (double) ASKING.toSeconds();
  }

  private static void list(Calendar client, String calendar) throws IOException {
    client
        .events()
        .list(calendar)
        .setSyncToken("0")
        .executeUnparsed()
        .download(OutputStream.nullOutputStream());
  }

  private static Calendar client(Apache5HttpTransport transport, StandInGoogle google) {
    return new Calendar.Builder(transport, GsonFactory.getDefaultInstance(), _ -> {})
        .setRootUrl(google.url())
        .setApplicationName("load (gzip)")
        .build();
  }
}
