package dev.calsync.system.check;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with a world at rest; nothing, if every promise was kept. */
public final class Verdict {
  private Verdict() {}

  public static List<Finding> of(World world) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(world.pushes().faults());
    findings.addAll(Numbering.faults(world));
    findings.addAll(TopicOrder.faults(world));
    findings.addAll(Streams.faults(world));
    findings.addAll(Places.faults(world));
    return findings;
  }
}
