package dev.calsync.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The first processor for the database, as it has a machine of its own in production; the others
 * for all else. Else what a worker costs takes processors from its database, and the floor beside
 * it has them.
 */
final class Apart {
  private static final String FIRST = "0";

  private Apart() {}

  /** This process, and whatever it starts, leaves the first processor to the database. */
  static void leaveTheFirst() throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors < 2) {
      throw new IllegalStateException("--apart takes two processors");
    }
    bind(ProcessHandle.current(), "1-" + (processors - 1));
  }

  /** The database moves there, with whatever it has started and will start. */
  static void takeTheFirst(ProcessHandle database) throws IOException {
    bind(database, FIRST);
    for (ProcessHandle child : database.children().toList()) {
      bind(child, FIRST);
    }
  }

  private static void bind(ProcessHandle process, String processors) throws IOException {
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-c", "-p", processors, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .start();
    String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (taskset.onExit().join().exitValue() != 0 && process.isAlive()) {
      throw new IllegalStateException("taskset says: " + said);
    }
  }
}
