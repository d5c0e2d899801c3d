package dev.calsync.local;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts the whole system, or parts of it, and stops it again. */
public final class LocalStack {
  private LocalStack() {}

  public static void main(String[] args) throws InterruptedException {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    PrintStream out = System.out;
    try {
      var lookup = new Lookup(args, System.getProperties(), System.getenv());
      start(LocalSettings.of(lookup), List.of(args), out);
      new CountDownLatch(1).await(); // until a signal comes
    } catch (CannotStart e) {
      new Console(out, true).refuse(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private static void start(LocalSettings settings, List<String> args, PrintStream out) {
    var data = DataFolder.open(settings.data(), settings.parts(), DataFolder.NEEDED_MEGABYTES);
    Path log = LogFile.in(data.logs(), settings.parts());
    LogFile.divert(log);
    stopLeftovers(settings, data);
    FreePorts.require(settings);

    var console = new Console(out, settings.whole());
    var steps = new RunningSteps(console, log);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(steps, data), "stop"));
    console.banner();
    if (steps.start(Plan.of(settings, data, args))) {
      console.ready(settings, log, sinceJvmStart());
    }
  }

  /** The folder is let go last, and by nothing else: its locks end where it is forgotten. */
  private static void stop(RunningSteps steps, DataFolder data) {
    steps.close();
    data.close();
  }

  private static void stopLeftovers(LocalSettings settings, DataFolder data) {
    if (settings.parts().contains(Part.POSTGRES)) {
      try {
        Database.stopLeftover(data.of("postgres"));
      } catch (IOException e) {
        throw new CannotStart("cannot read the database's folder (%s)".formatted(e), e);
      }
    }
  }

  private static Duration sinceJvmStart() {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(start), Instant.now());
  }
}
