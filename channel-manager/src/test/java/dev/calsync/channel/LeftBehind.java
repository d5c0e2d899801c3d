package dev.calsync.channel;

import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a search for secrets looks through. */
final class LeftBehind {
  private LeftBehind() {}

  /** All rows of all tables. */
  static String inTheDatabase(JdbcClient jdbc) {
    var dump = new StringBuilder();
    jdbc.sql(
            """
            select format('select cast(t as text) from %I.%I t', table_schema, table_name)
              from information_schema.tables
             where table_type = 'BASE TABLE'
               and table_schema not in ('pg_catalog', 'information_schema')
            """)
        .query(String.class)
        .list()
        .forEach(select ->
            jdbc.sql(select)
                .query(String.class)
                .list()
                .forEach(row -> dump.append(row).append('\n')));
    return dump.toString();
  }

  /** All that was ever sent. */
  static String inTopics(String... topics) {
    var settings =
        Map.<String, Object>of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestInfrastructure.bootstrapServers(),
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    var all = new StringBuilder();
    try (var consumer = new KafkaConsumer<String, String>(settings)) {
      for (String topic : topics) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
            .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
          consumer
              .poll(Duration.ofMillis(200))
              .forEach(message -> all.append(message.key()).append(message.value()));
        }
      }
    }
    return all.toString();
  }
}
