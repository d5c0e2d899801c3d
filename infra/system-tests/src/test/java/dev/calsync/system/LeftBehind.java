package dev.calsync.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.calsync.model.Topics;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a search for secrets looks through. */
final class LeftBehind {
  private LeftBehind() {}

  /** All rows of all tables. */
  static String inTables(String url) throws SQLException {
    var all = new StringBuilder();
    try (var connection = DriverManager.getConnection(url)) {
      List<String> selects = new ArrayList<>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select format('select cast(t as text) from %I.%I t', table_schema, table_name)
                    from information_schema.tables
                   where table_type = 'BASE TABLE'
                     and table_schema not in ('pg_catalog', 'information_schema')
                  """)) {
        while (row.next()) {
          selects.add(row.getString(1));
        }
      }
      for (String select : selects) {
        try (var statement = connection.createStatement();
            var row = statement.executeQuery(select)) {
          while (row.next()) {
            all.append(row.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }

  /** All that was ever sent, headers included. */
  static String inTopics(String bootstrapServers) {
    var all = new StringBuilder();
    read(
        bootstrapServers,
        Topics.ALL.stream().map(Topics.Topic::name).toList(),
        message -> {
          all.append(message.key()).append(message.value()).append('\n');
          message.headers().forEach(header -> all.append(new String(header.value(), UTF_8)));
        });
    return all.toString();
  }

  /** The keys that the compacted topic of events still holds something for. */
  static Set<String> snapshots(String bootstrapServers) {
    Set<String> held = new HashSet<>();
    read(
        bootstrapServers,
        List.of(Topics.STATE),
        message -> {
          if (message.value() == null) {
            held.remove(message.key());
          } else {
            held.add(message.key());
          }
        });
    return held;
  }

  private static void read(
      String bootstrapServers,
      List<String> topics,
      Consumer<ConsumerRecord<String, String>> reader) {
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }
}
