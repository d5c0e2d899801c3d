package dev.calsync.load;

import dev.calsync.load.LoadTest.Measurement;
import dev.calsync.load.StandInGoogle.Trouble;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What others feel of a hundredth of all calendars that always fail, hang or are revoked, though
 * each is pushed every second: beside the same changes while nobody is in trouble, in turn.
 */
final class BadTenants implements Measurement {
  private static final int GOOD = 35_000;
  private static final int GOOD_CALENDARS = 990;

  /** Others each time, as a revoked account stays parked. */
  private static final int BAD = 36_000;

  private static final int BAD_CALENDARS = 10;
  private static final Duration POKES = Duration.ofSeconds(1);

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    Map<Trouble, List<Double>> times = new EnumMap<>(Trouble.class);
    StandInGoogle google = installation.google();
    try (var _ = installation.startWorkerWithinQuotas("bad-tenants");
        var pushes = installation.pushes();
        var changes = installation.changes()) {
      installation.store().empty();
      installation.store().addSynced(GOOD, GOOD + GOOD_CALENDARS);
      int bad = BAD;
      try (var probe = new LiveChanges(pushes, changes, GOOD, GOOD_CALENDARS)) {
        probe.during(() -> Wait.lasting(sizes.idle())); // warms up
        for (int round = 0; round < sizes.rounds(); round++) {
          for (Trouble trouble : Trouble.values()) {
            int from = bad;
            bad += BAD_CALENDARS;
            installation.store().addSynced(from, bad);
            google.troubled(from, bad, trouble);
            Percentiles others = probe.during(() -> poke(pushes, from, sizes.idle()));
            times.computeIfAbsent(trouble, _ -> new ArrayList<>()).addAll(others.sorted());
          }
        }
      }
      google.troubled(bad, bad, Trouble.NONE);
    }
    out.print(table(times));
    out.println("\n(aim: p99 of the others at most 1.1 times that without trouble)");
  }

  /** The bad ones change, too, which is what makes a turn of theirs due again and again. */
  private static void poke(Pushes pushes, int from, Duration lasting) {
    int times = (int) (lasting.toMillis() / POKES.toMillis());
    var _ = pushes.edits(times * BAD_CALENDARS, lasting, i -> from + i % BAD_CALENDARS);
  }

  private static Table table(Map<Trouble, List<Double>> times) {
    Table table =
        new Table("1 % of calendars", "samples", "p50, ms", "p99, ms", "p99 beside none, times");
    Percentiles none = Percentiles.of(times.getOrDefault(Trouble.NONE, List.of()));
    times.forEach((trouble, sample) -> {
      Percentiles others = Percentiles.of(sample);
      table.row(
          trouble.name(),
          others.sorted().size(),
          others.median(),
          others.at(0.99),
          others.at(0.99) / none.at(0.99));
    });
    return table;
  }
}
