package dev.calsync.doctor.kafka;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.kafka.KafkaFacts.Closed;
import dev.calsync.doctor.kafka.KafkaFacts.Open;
import dev.calsync.doctor.kafka.KafkaFacts.Topic;
import dev.calsync.model.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** Looks at the broker and has it judged. */
public final class BrokerLook {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Broker broker;

  /** Looks later. */
  public BrokerLook(Broker broker) {
    this.broker = broker;
  }

  /** Whether it and its topics are what the services need. */
  public List<Finding> look() throws InterruptedException {
    return KafkaVerdict.of(facts(), broker.wanted());
  }

  private KafkaFacts facts() throws InterruptedException {
    Map<String, Object> client = new HashMap<>(broker.client());
    client.put("request.timeout.ms", (int) PATIENCE.toMillis());
    client.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(client)) {
      int brokers = admin.describeCluster().nodes().get().size();
      return new Open(brokers, topics(admin));
    } catch (ExecutionException e) {
      return new Closed(reason(e.getCause() == null ? e : e.getCause()));
    } catch (KafkaException e) {
      return new Closed(reason(e));
    }
  }

  private static Map<String, Topic> topics(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> there = admin.listTopics().names().get();
    List<String> ours =
        Topics.ALL.stream().map(Topics.Topic::name).filter(there::contains).toList();
    Map<String, TopicDescription> described = admin.describeTopics(ours).allTopicNames().get();
    Map<String, Map<String, String>> configs =
        admin
            .describeConfigs(
                ours.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .all()
            .get()
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().name(), each -> values(each.getValue().entries())));
    Map<String, Topic> topics = new TreeMap<>();
    described.forEach(
        (name, topic) -> topics.put(name, topic(topic, configs.getOrDefault(name, Map.of()))));
    return topics;
  }

  private static Map<String, String> values(Iterable<ConfigEntry> entries) {
    Map<String, String> values = new HashMap<>();
    entries.forEach(entry -> {
      if (entry.value() != null) {
        values.put(entry.name(), entry.value());
      }
    });
    return values;
  }

  private static Topic topic(TopicDescription topic, Map<String, String> config) {
    int replication =
        topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
    long leaderless = topic.partitions().stream().filter(each -> each.leader() == null).count();
    return new Topic(topic.partitions().size(), replication, (int) leaderless, config);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = failure.getMessage();
    return cause == null ? String.valueOf(message) : message + ": " + cause.getMessage();
  }
}
