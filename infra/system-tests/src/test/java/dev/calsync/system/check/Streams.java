package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import dev.calsync.system.check.Listener.Heard;
import java.util.ArrayList;
import java.util.List;

/** What readers of the stream heard: each number once, in order, none left out but by a reset. */
final class Streams {
  private Streams() {}

  static List<Finding> faults(World world) {
    List<Finding> findings = new ArrayList<>();
    for (Listener listener : world.listeners()) {
      long last = 0;
      for (Heard heard : listener.heard()) {
        if (!heard.reset() && heard.number() != last + 1) {
          findings.add(gap(listener, "heard %d after %d".formatted(heard.number(), last)));
        }
        last = heard.number();
      }
      long head = world.heads().feeds().getOrDefault(listener.user(), 0L);
      if (last != head) {
        findings.add(gap(listener, "heard up to %d of %d".formatted(last, head)));
      }
    }
    return findings;
  }

  private static Finding gap(Listener listener, String what) {
    return new Finding(Rule.STREAM_HAS_NO_GAP, listener.name(), what);
  }
}
