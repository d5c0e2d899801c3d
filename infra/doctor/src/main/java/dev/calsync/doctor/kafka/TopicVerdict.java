package dev.calsync.doctor.kafka;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.kafka.Broker.Wanted;
import dev.calsync.doctor.kafka.KafkaFacts.Topic;
import dev.calsync.model.Topics;
import java.util.ArrayList;
import java.util.List;

/** Whether a topic loses nothing, keeps what it should, and takes what is sent to it. */
final class TopicVerdict {
  private static final String CLEANUP = "cleanup.policy";
  private static final String IN_SYNC = "min.insync.replicas";
  private static final String RETENTION = "retention.ms";
  private static final String LARGEST = "max.message.bytes";

  /** Headers and the frame of a batch, generously. */
  private static final long AROUND = 64 << 10;

  /** A dead letter: the largest value and key that are kept. */
  private static final long DEAD_LETTER = 910_000;

  private final Topics.Topic wanted;
  private final Topic found;
  private final String servers;
  private final List<Finding> findings = new ArrayList<>();

  private TopicVerdict(Topics.Topic wanted, Topic found, String servers) {
    this.wanted = wanted;
    this.found = found;
    this.servers = servers;
  }

  static List<Finding> of(Topics.Topic wanted, Topic found, int brokers, Wanted all) {
    var verdict = new TopicVerdict(wanted, found, all.servers());
    verdict.leaders();
    verdict.cleanup();
    verdict.retention();
    verdict.replicas(brokers);
    verdict.largest(all.eventBytes());
    return verdict.findings;
  }

  private void leaders() {
    if (found.leaderless() > 0) {
      broken(
          "no-leader",
          "%d partitions of %s have no leader".formatted(found.leaderless(), wanted.name()),
          "kafka-topics.sh --bootstrap-server %s --describe --unavailable-partitions, then start"
                  .formatted(servers)
              + " the brokers it names");
    }
  }

  private void cleanup() {
    String policy = found.config().getOrDefault(CLEANUP, "delete");
    boolean compacted = wanted.config().containsKey(CLEANUP);
    if (compacted && !policy.equals("compact")) {
      broken(
          "not-compacted",
          "%s has %s=%s: what does not change for a while is forgotten"
              .formatted(wanted.name(), CLEANUP, policy),
          alter(CLEANUP + "=compact"));
    } else if (!compacted && policy.contains("compact")) {
      broken(
          "compacted",
          "%s has %s=%s: of changes of one calendar only the last would stay"
              .formatted(wanted.name(), CLEANUP, policy),
          alter(CLEANUP + "=delete"));
    }
  }

  private void retention() {
    String least = wanted.config().get(RETENTION);
    long kept = found.number(RETENTION);
    if (least != null && kept >= 0 && kept < Long.parseLong(least)) {
      doubtful(
          "retention-short",
          "%s is kept for %s h, not %s h"
              .formatted(wanted.name(), hours(kept), hours(Long.parseLong(least))),
          alter(RETENTION + "=" + least));
    }
    if (found.number("retention.bytes") >= 0) {
      doubtful(
          "retention-by-size",
          wanted.name() + " forgets by size, whatever the age",
          alter("retention.bytes=-1"));
    }
  }

  /** One broker can hold one replica only, and that is said once, not for each topic. */
  private void replicas(int brokers) {
    long inSync = found.number(IN_SYNC);
    if (inSync > found.replication()) {
      broken(
          "more-in-sync-than-replicas",
          "%s wants %d replicas in sync and has %d: it takes no record"
              .formatted(wanted.name(), inSync, found.replication()),
          alter(IN_SYNC + "=" + Math.max(1, found.replication() - 1)));
    } else if (found.replication() > 1 && inSync == found.replication()) {
      doubtful(
          "no-broker-may-fail",
          "%s wants all its %d replicas in sync: one broker down, and it takes no record"
              .formatted(wanted.name(), inSync),
          alter(IN_SYNC + "=" + (found.replication() - 1)));
    } else if (found.replication() > 2 && inSync < 2) {
      doubtful(
          "acknowledged-by-one",
          "%s acknowledges what one broker holds: its disk is the only copy"
              .formatted(wanted.name()),
          alter(IN_SYNC + "=2"));
    }
    if (found.replication() < Math.min(3, brokers)) {
      doubtful(
          "few-replicas",
          "%s has %d replica(s) on %d brokers"
              .formatted(wanted.name(), found.replication(), brokers),
          "kafka-reassign-partitions.sh --bootstrap-server %s …, and".formatted(servers)
              + " CALSYNC_TOPICS_REPLICATION="
              + Math.min(3, brokers)
              + " for topics to come");
    }
  }

  private void largest(long eventBytes) {
    long needed = Math.max(DEAD_LETTER, 2 * eventBytes) + AROUND;
    long taken = found.number(LARGEST);
    if (taken >= 0 && taken < needed) {
      broken(
          "records-too-large",
          "%s takes records of %d bytes, and there may be some of %d"
              .formatted(wanted.name(), taken, needed),
          alter(LARGEST + "=" + Math.max(needed, 1_048_588)));
    }
  }

  private String alter(String config) {
    return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s"
            .formatted(servers, wanted.name())
        + " --add-config "
        + config;
  }

  private static long hours(long millis) {
    return millis / 3_600_000;
  }

  private void broken(String code, String what, String fix) {
    findings.add(new Broken(code, what, fix));
  }

  private void doubtful(String code, String what, String fix) {
    findings.add(new Doubtful(code, what, fix));
  }
}
