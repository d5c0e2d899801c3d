package dev.calsync.doctor.kafka;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.kafka.Broker.Wanted;
import dev.calsync.doctor.kafka.KafkaFacts.Closed;
import dev.calsync.doctor.kafka.KafkaFacts.Open;
import dev.calsync.doctor.kafka.KafkaFacts.Topic;
import dev.calsync.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the services can live with this broker. */
final class KafkaVerdict {
  /** Keyed by calendar: with as many partitions each, a calendar is everywhere in the same one. */
  private static final List<String> BY_CALENDAR =
      List.of(Topics.NOTIFICATIONS, Topics.CHANGES, Topics.COMMANDS);

  private KafkaVerdict() {}

  static List<Finding> of(KafkaFacts facts, Wanted wanted) {
    return switch (facts) {
      case Closed(var why) ->
          List.of(
              new Broken(
                  "kafka-unreachable",
                  "no answer from %s: %s".formatted(wanted.servers(), why),
                  "start Kafka, or SPRING_KAFKA_BOOTSTRAP_SERVERS=<host>:9092; behind TLS or SASL"
                      + " also SPRING_KAFKA_SECURITY_PROTOCOL and SPRING_KAFKA_PROPERTIES_…"));
      case Open open -> open(open, wanted);
    };
  }

  private static List<Finding> open(Open open, Wanted wanted) {
    List<Finding> findings = new ArrayList<>();
    for (Topics.Topic topic : Topics.ALL) {
      Topic found = open.topics().get(topic.name());
      if (found == null) {
        findings.add(missing(topic, open, wanted));
      } else {
        findings.addAll(TopicVerdict.of(topic, found, open.brokers(), wanted));
      }
    }
    partitions(open, wanted, findings);
    if (findings.isEmpty()) {
      findings.add(
          new Fine(
              "%d broker(s), all %d topics as they should be"
                  .formatted(open.brokers(), Topics.ALL.size())));
    }
    return findings;
  }

  private static Finding missing(Topics.Topic topic, Open open, Wanted wanted) {
    var command =
        new StringBuilder(
            "kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions %d"
                .formatted(wanted.servers(), topic.name(), wanted.partitions()));
    command.append(" --replication-factor ").append(Math.min(wanted.replication(), open.brokers()));
    new TreeMap<>(topic.config())
        .forEach((name, value) -> command.append(" --config %s=%s".formatted(name, value)));
    return new Broken(
        "topic-missing",
        topic.name() + " does not exist; sync-worker makes it when it starts",
        command.toString());
  }

  private static void partitions(Open open, Wanted wanted, List<Finding> findings) {
    Map<String, Integer> counts = new TreeMap<>();
    BY_CALENDAR.forEach(name -> {
      Topic topic = open.topics().get(name);
      if (topic != null) {
        counts.put(name, topic.partitions());
      }
    });
    Set<Integer> different = new TreeSet<>(counts.values());
    if (different.size() > 1) {
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      String fewest =
          BY_CALENDAR.stream()
              .filter(name -> counts.getOrDefault(name, most) < most)
              .findFirst()
              .orElseThrow();
      findings.add(
          new Doubtful(
              "partitions-differ",
              "topics keyed by calendar have different numbers of partitions: " + counts,
              "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                  .formatted(wanted.servers(), fewest, most)));
    }
  }
}
