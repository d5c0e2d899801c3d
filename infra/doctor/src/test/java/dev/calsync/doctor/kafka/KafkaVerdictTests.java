package dev.calsync.doctor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Status;
import dev.calsync.doctor.kafka.Broker.Wanted;
import dev.calsync.doctor.kafka.KafkaFacts.Open;
import dev.calsync.doctor.kafka.KafkaFacts.Topic;
import dev.calsync.model.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a cluster of three brokers has to be like; one broker is in the integration tests. */
class KafkaVerdictTests {
  private static final Wanted WANTED = new Wanted("kafka:9092", 16, 3, 400 << 10);

  private final Map<String, Topic> topics = new TreeMap<>();

  KafkaVerdictTests() {
    Topics.ALL.forEach(topic -> topics.put(topic.name(), topic(topic, 16, 3, 0)));
  }

  @Test
  void clusterAsItShouldBeIsFine() {
    assertThat(findings()).singleElement().matches(each -> each.status() == Status.OK);
  }

  @Test
  void oneReplicaWhereThereAreThreeBrokersIsDoubtful() {
    change(Topics.CHANGES, 16, 1, 0, Map.of("min.insync.replicas", "1"));

    assertThat(codes()).containsExactly("WARN few-replicas");
  }

  @Test
  void threeReplicasOfWhichOneAcknowledgesAreDoubtful() {
    change(Topics.CHANGES, 16, 3, 0, Map.of("min.insync.replicas", "1"));

    assertThat(codes()).containsExactly("WARN acknowledged-by-one");
  }

  @Test
  void clusterThatNoBrokerMayLeaveIsDoubtful() {
    change(Topics.CHANGES, 16, 3, 0, Map.of("min.insync.replicas", "3"));

    assertThat(codes()).containsExactly("WARN no-broker-may-fail");
  }

  @Test
  void partitionWithoutALeaderIsBroken() {
    change(Topics.COMMANDS, 16, 3, 2, Map.of());

    assertThat(codes()).containsExactly("FAIL no-leader");
  }

  @Test
  void topicsKeyedByCalendarWithDifferentPartitionsAreDoubtful() {
    change(Topics.CHANGES, 32, 3, 0, Map.of());

    assertThat(findings())
        .singleElement()
        .isInstanceOfSatisfying(
            Doubtful.class,
            finding -> {
              assertThat(finding.code()).isEqualTo("partitions-differ");
              assertThat(finding.fix()).endsWith("--topic calendar.notifications --partitions 32");
            });
  }

  @Test
  void partitionsOfOtherTopicsAreNobodysBusiness() {
    change(Topics.STATE, 4, 3, 0, Map.of());
    change(Topics.LIFECYCLE, 1, 3, 0, Map.of());

    assertThat(findings()).allMatch(each -> each.status() == Status.OK);
  }

  @Test
  void topicThatForgetsBySizeIsDoubtful() {
    change(Topics.CHANGES, 16, 3, 0, Map.of("retention.bytes", "1000000"));

    assertThat(codes()).containsExactly("WARN retention-by-size");
  }

  @Test
  void largerEventsWantLargerRecords() {
    var wanted = new Wanted("kafka:9092", 16, 3, 2 << 20);

    List<Finding> findings = KafkaVerdict.of(new Open(3, topics), wanted);

    assertThat(findings).hasSize(Topics.ALL.size());
    assertThat(findings).first().extracting(KafkaVerdictTests::code).isEqualTo("records-too-large");
  }

  private void change(
      String name, int partitions, int replicas, int leaderless, Map<String, String> config) {
    Topics.Topic topic =
        Topics.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Topic usual = topic(topic, partitions, replicas, leaderless);
    Map<String, String> changed = new HashMap<>(usual.config());
    changed.putAll(config);
    topics.put(name, new Topic(partitions, replicas, leaderless, changed));
  }

  private List<Finding> findings() {
    return KafkaVerdict.of(new Open(3, topics), WANTED);
  }

  private List<String> codes() {
    return findings().stream().map(each -> each.status() + " " + code(each)).toList();
  }

  private static String code(Finding finding) {
    return switch (finding) {
      case Doubtful(var code, _, _) -> code;
      case Broken(var code, _, _) -> code;
      case Finding.Fine _, Finding.Measured _ -> "fine";
    };
  }

  private static Topic topic(Topics.Topic topic, int partitions, int replicas, int leaderless) {
    Map<String, String> config = new HashMap<>(topic.config());
    config.put("min.insync.replicas", "2");
    config.put("max.message.bytes", "1048588");
    config.put("retention.bytes", "-1");
    return new Topic(partitions, replicas, leaderless, config);
  }
}
