package dev.calsync.load;

import dev.calsync.load.LoadTest.Measurement;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Many pushes through ingress for many calendars in a few seconds: calendar after calendar, as bulk
 * edits come, and shuffled, which is the hardest to coalesce.
 */
final class Burst implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SECOND_LOOKS = Duration.ofSeconds(7);
  private static final int PUSHES_EACH = 20;
  private static final int FROM = 20_000;

  @Override
  public void run(Installation installation, Sizes sizes, PrintStream out) throws Exception {
    Table table =
        new Table(
            "order",
            "pushes",
            "calendars",
            "wrong",
            "refused",
            "lists per calendar",
            "at most",
            "last change after",
            "rest");
    int count = sizes.burstCalendars();
    int[] inTurn = IntStream.range(0, count * PUSHES_EACH).map(i -> i / PUSHES_EACH).toArray();
    try (var _ = installation.startWorker("burst");
        var ingress = installation.startIngress("burst-ingress");
        var webhook = ingress.webhook();
        var pushes = installation.pushes(webhook);
        var changes = installation.changes()) {
      installation.store().empty();
      installation.store().addSynced(FROM, FROM + 3 * count);
      burst(
          installation,
          webhook,
          pushes,
          changes,
          FROM + 2 * count,
          inTurn,
          sizes.burst()); // warms up
      table.row(
          burst(installation, webhook, pushes, changes, FROM, inTurn, sizes.burst())
              .row("in turn"));
      table.row(
          burst(
                  installation,
                  webhook,
                  pushes,
                  changes,
                  FROM + count,
                  shuffled(inTurn),
                  sizes.burst())
              .row("shuffled"));
    }
    out.print(table);
    out.println("\n(aims: 0 wrong, at most 2 lists per calendar, at rest within 60 s)");
  }

  private static Outcome burst(
      Installation installation,
      Webhook webhook,
      Pushes pushes,
      ChangesTopic changes,
      int from,
      int[] order,
      Duration within) {
    int calendars = order.length / PUSHES_EACH;
    int to = from + calendars;
    StandInGoogle google = installation.google();
    int refusedBefore = webhook.flush();
    long end = pushes.edits(order.length, within, i -> from + order[i]);
    Wait.until("all changes", PATIENCE, () -> changes.hasCaughtUp(google, from, to));
    double changed = (System.nanoTime() - end) / 1e9;
    Wait.until("rest", PATIENCE, () -> installation.store().isAtRest(from, to));
    double rest = (System.nanoTime() - end) / 1e9;
    Wait.lasting(SECOND_LOOKS);
    long wrong = installation.store().wrong(google, from, to);
    double lists = google.lists(from, to) / (double) calendars;
    int most = google.mostLists(from, to);
    int refused = webhook.flush() - refusedBefore;
    return new Outcome(order.length, calendars, wrong, refused, lists, most, changed, rest);
  }

  private static int[] shuffled(int[] order) {
    int[] shuffled = order.clone();
    var random = new Random(1);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = shuffled[j];
      shuffled[j] = shuffled[i];
      shuffled[i] = other;
    }
    return shuffled;
  }

  private record Outcome(
      int pushes,
      int calendars,
      long wrong,
      int refused,
      double lists,
      int most,
      double changed,
      double rest) {
    Object[] row(String order) {
      return new Object[] {
        order,
        pushes,
        calendars,
        wrong,
        refused,
        lists,
        most,
        Table.text(changed) + " s",
        Table.text(rest) + " s"
      };
    }
  }
}
