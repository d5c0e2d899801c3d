package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The log's numbers: dense per calendar and per user, in the same order, all of them published. */
final class Numbering {
  private Numbering() {}

  static List<Finding> faults(World world) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Change>> byCalendar = sorted(world.log(), Change::calendar, Change::seq);
    world
        .heads()
        .numbered()
        .forEach((calendar, head) -> {
          List<Change> changes = byCalendar.getOrDefault(calendar, List.of());
          List<Long> numbers = changes.stream().map(Change::seq).toList();
          dense(findings, Rule.LOG_IS_DENSE, "calendar " + calendar, numbers, head);
          inOrder(findings, changes);
          long published = world.heads().published().getOrDefault(calendar, 0L);
          if (published != head) {
            String what = "published up to %d, numbered up to %d".formatted(published, head);
            findings.add(new Finding(Rule.ALL_IS_PUBLISHED, "calendar " + calendar, what));
          }
        });
    Map<String, List<Change>> byUser = sorted(world.log(), Change::user, Change::feedSeq);
    world
        .heads()
        .feeds()
        .forEach((user, head) -> {
          List<Long> numbers =
              byUser.getOrDefault(user, List.of()).stream().map(Change::feedSeq).toList();
          dense(findings, Rule.FEED_IS_DENSE, "user " + user, numbers, head);
        });
    return findings;
  }

  private static Map<String, List<Change>> sorted(
      List<Change> changes, Function<Change, String> whose, ToLongFunction<Change> number) {
    Map<String, List<Change>> sorted = new TreeMap<>();
    changes.forEach(
        change -> sorted.computeIfAbsent(whose.apply(change), _ -> new ArrayList<>()).add(change));
    sorted.values().forEach(each -> each.sort(Comparator.comparingLong(number)));
    return sorted;
  }

  private static void dense(
      List<Finding> findings, Rule rule, String where, List<Long> numbers, long head) {
    long expected = 1;
    for (long number : numbers) {
      if (number != expected) {
        findings.add(new Finding(rule, where, "%d where %d should be".formatted(number, expected)));
        return;
      }
      expected++;
    }
    if (expected - 1 != head) {
      String what = "ends at %d, its head says %d".formatted(expected - 1, head);
      findings.add(new Finding(rule, where, what));
    }
  }

  private static void inOrder(List<Finding> findings, List<Change> ofOneCalendar) {
    long before = 0;
    for (Change change : ofOneCalendar) {
      if (change.feedSeq() <= before) {
        String what = "feed number %d comes after %d".formatted(change.feedSeq(), before);
        findings.add(new Finding(Rule.FEED_FOLLOWS_THE_CALENDAR, "change " + change.id(), what));
      }
      before = change.feedSeq();
    }
  }
}
