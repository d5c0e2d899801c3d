package dev.calsync.load;

import dev.calsync.load.LoadTest.Measurement;
import java.io.PrintStream;
import java.time.Duration;

/** What pushes cost at Google: list calls per thousand, the more of them are of one calendar. */
final class Coalescing implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SPREAD = Duration.ofSeconds(10);

  /** A push that found nothing is looked at once more, five seconds later. */
  private static final Duration SECOND_LOOKS = Duration.ofSeconds(7);

  private static final int[] PER_CALENDAR = {1, 10, 100};

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    Table table =
        new Table("pushes per calendar", "within", "list calls per 1,000 pushes", "per calendar");
    try (var _ = installation.startWorker("coalescing");
        var pushes = installation.pushes();
        var changes = installation.changes()) {
      installation.store().empty();
      int next = 10_000;
      for (int each : PER_CALENDAR) {
        for (Duration within : new Duration[] {Duration.ZERO, SPREAD}) {
          int from = next;
          int calendars = sizes.coalesced() / each;
          next = from + calendars;
          installation.store().addSynced(from, next);
          var _ = pushes.edits(sizes.coalesced(), within, i -> from + i % calendars);
          settle(installation, changes, from, next);
          double calls = installation.google().lists(from, next);
          table.row(
              each,
              within.isZero() ? "at once" : within.toSeconds() + " s",
              calls * 1_000 / sizes.coalesced(),
              calls / calendars);
        }
      }
    }
    out.print(table);
  }

  private static void settle(Installation installation, ChangesTopic changes, int from, int to) {
    Wait.until("all changes", PATIENCE, () -> changes.hasCaughtUp(installation.google(), from, to));
    Wait.lasting(SECOND_LOOKS);
    Wait.until("rest", PATIENCE, () -> installation.store().isAtRest(from, to));
    installation.store().requireRight(installation.google(), from, to);
  }
}
