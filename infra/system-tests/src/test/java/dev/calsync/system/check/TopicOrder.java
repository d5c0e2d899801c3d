package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code calendar.changes} as a consumer meets it: what is there twice is there to the byte, and
 * without that it is the log, in the log's order.
 */
final class TopicOrder {
  private TopicOrder() {}

  static List<Finding> faults(World world) {
    List<Finding> findings = new ArrayList<>();
    Map<String, TopicRecord> first = new LinkedHashMap<>();
    Map<String, Long> last = new HashMap<>();
    for (TopicRecord each : world.topic()) {
      Change change = each.change();
      TopicRecord before = first.putIfAbsent(change.id(), each);
      if (before == null) {
        next(findings, change, last.put(change.calendar(), change.seq()));
      } else if (!before.equals(each)) {
        String what = "there as %s and as %s".formatted(before, each);
        findings.add(new Finding(Rule.SAME_NUMBER_SAME_BYTES, "change " + change.id(), what));
      }
    }
    for (Change logged : world.log()) {
      TopicRecord there = first.remove(logged.id());
      if (there == null) {
        findings.add(missing(logged, "is in the log and not on the topic"));
      } else if (!there.change().equals(logged)) {
        findings.add(missing(logged, "the topic tells " + there.change()));
      }
    }
    first
        .values()
        .forEach(
            each -> findings.add(missing(each.change(), "is on the topic and not in the log")));
    return findings;
  }

  private static void next(List<Finding> findings, Change change, @Nullable Long before) {
    long expected = before == null ? 1 : before + 1;
    if (change.seq() != expected) {
      String what = "stands where %d should".formatted(expected);
      findings.add(new Finding(Rule.TOPIC_IS_IN_ORDER, "change " + change.id(), what));
    }
  }

  private static Finding missing(Change change, String what) {
    return new Finding(Rule.TOPIC_IS_THE_LOG, "change " + change.id(), what);
  }
}
