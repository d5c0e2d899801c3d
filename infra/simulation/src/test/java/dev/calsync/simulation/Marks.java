package dev.calsync.simulation;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came about in a run, as the meters tell of all processes that took part in it. */
final class Marks {
  /** What so many seeds have to meet as a build runs: else they prove less than they seem to. */
  static final Set<String> TO_BE_MET =
      Set.of(
          "kill",
          "freeze",
          "overtaken",
          "killed before telling what it committed",
          "killed before hearing what it reads",
          "killed before answering a push that is in Kafka",
          "killed before hearing of its channel",
          "frozen before telling what it committed",
          "frozen before hearing what it reads",
          "the database goes down",
          "Kafka goes down",
          "withdrawn",
          "audited",
          "polled, as Google does not push",
          "lost, forbidden",
          "lost, not found",
          "parked, as access was lost",
          "grant ended",
          "parked, as its grant ended",
          "signed in again",
          "calsync.google.requests list_since_token TokenDead",
          "calsync.google.requests list_since_token RateLimited",
          "calsync.google.requests list_all Transient",
          "calsync.google.requests list_all TokenDead",
          "calsync.google.requests list_all QuotaExceeded",
          "calsync.google.requests write QuotaExceeded",
          "calsync.google.requests write AlreadyExists",
          "calsync.google.requests write_if_match Stale",
          "calsync.google.requests write_if_match AlreadyGone",
          "calsync.notifications.received unavailable",
          "calsync.push.misses",
          "calsync.watched.polls",
          "calsync.quarantine.entries TOO_LARGE",
          "calsync.quarantine.entries UNSTORABLE",
          "calsync.quota.paused account",
          "calsync.quota.paused project",
          "calsync.quota.refused account live",
          "calsync.sync.duration database",
          "calsync.sync.duration Outage",
          "calsync.sync.duration fenced",
          "calsync.watch.steps not_stopped",
          "calsync.watch.steps forbidden",
          "calsync.watch.steps no_grant",
          "calsync.watch.steps not_found",
          "calsync.watch.steps not_watchable",
          "calsync.watch.steps suspect");

  private static final Set<Statistic> COUNTS = Set.of(Statistic.COUNT);

  private final List<MeterRegistry> registries = new ArrayList<>();

  /** The meters of one more process. */
  MeterRegistry registry() {
    var registry = new SimpleMeterRegistry();
    registries.add(registry);
    return registry;
  }

  /** What was counted at least once, by its name and what it is of. */
  Set<String> met() {
    var met = new TreeSet<String>();
    for (MeterRegistry registry : registries) {
      for (Meter meter : registry.getMeters()) {
        if (hasCounted(meter)) {
          met.add(name(meter.getId()));
        }
      }
    }
    return met;
  }

  private static boolean hasCounted(Meter meter) {
    for (Measurement measurement : meter.measure()) {
      if (COUNTS.contains(measurement.getStatistic()) && measurement.getValue() > 0) {
        return true;
      }
    }
    return false;
  }

  private static String name(Meter.Id id) {
    return id.getTags().stream()
        .map(Tag::getValue)
        .collect(Collectors.joining(" ", id.getName() + " ", ""))
        .strip();
  }
}
