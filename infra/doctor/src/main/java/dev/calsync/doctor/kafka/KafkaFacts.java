package dev.calsync.doctor.kafka;

import java.util.Map;

/** What a look at the broker brought. */
sealed interface KafkaFacts {
  /**
   * It answered.
   *
   * @param topics those of ours that are there, by name
   */
  record Open(int brokers, Map<String, Topic> topics) implements KafkaFacts {}

  /** It did not. */
  record Closed(String why) implements KafkaFacts {}

  /**
   * A topic as it is.
   *
   * @param replication of the partition with the fewest replicas
   * @param leaderless partitions that nobody can read or write
   * @param config by Kafka's names, defaults included
   */
  record Topic(int partitions, int replication, int leaderless, Map<String, String> config) {
    /** A number among the settings; what is not there counts as unlimited. */
    long number(String name) {
      String value = config.get(name);
      return value == null ? -1 : Long.parseLong(value);
    }
  }
}
