package dev.calsync.simulation;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A listener's container: polls, hands a batch on, commits; a batch that fails comes again. */
final class Listening {
  private static final Duration LEAST = Duration.ofMillis(50);
  private static final Duration MOST = Duration.ofMillis(600);
  private static final int BATCH = 20;

  private final VirtualKafka kafka;
  private final ConsumerGroup group;
  private final String topic;
  private final Consumer<List<ConsumerRecord<String, byte[]>>> listener;
  private final Plant plant;
  private final Duration least;
  private final Duration most;
  private Set<TopicPartition> owned = Set.of();
  private boolean busy;

  Listening(
      VirtualKafka kafka,
      ConsumerGroup group,
      String topic,
      Consumer<List<ConsumerRecord<String, byte[]>>> listener,
      Plant plant,
      Scene scene) {
    this.kafka = kafka;
    this.group = group;
    this.topic = topic;
    this.listener = listener;
    this.plant = plant;
    this.least = LEAST.multipliedBy(scene.calm());
    this.most = MOST.multipliedBy(scene.calm());
  }

  /** Looks again and again, for as long as its process lives; a fiber begins only with a batch. */
  void begin(
      Schedule schedule,
      Surroundings around,
      BiConsumer<Set<TopicPartition>, Set<TopicPartition>> rebalanced) {
    schedule.after(
        Chance.between(around.random(), least, most),
        () -> {
          Life life = around.life();
          if (life.isOver()) {
            return;
          }
          if (!busy && !life.isFrozenAt(schedule.now())) {
            look(schedule, around, rebalanced);
          }
          begin(schedule, around, rebalanced);
        });
  }

  private void look(
      Schedule schedule,
      Surroundings around,
      BiConsumer<Set<TopicPartition>, Set<TopicPartition>> rebalanced) {
    Set<TopicPartition> now =
        new LinkedHashSet<>(group.heartbeat(around.life(), topic, around.now()));
    if (!now.equals(owned)) {
      rebalanced.accept(owned, now);
      owned = now;
    }
    List<TopicPartition> waiting =
        around.isKafkaDown()
            ? List.of()
            : owned.stream().filter(partition -> group.hasMore(partition)).toList();
    if (!waiting.isEmpty()) {
      busy = true;
      schedule.begin(
          around.life(),
          Duration.ZERO,
          () -> {
            waiting.forEach(partition -> poll(partition, around));
            busy = false;
          });
    }
  }

  private void poll(TopicPartition partition, Surroundings around) {
    var batch = kafka.poll(group.name(), partition, BATCH);
    if (batch.isEmpty()) {
      return;
    }
    int end = (int) batch.getLast().offset() + 1;
    try {
      boolean commitsFirst = plant.shows(Bug.COMMITS_OFFSETS_FIRST);
      if (commitsFirst) {
        group.commit(around.life(), partition, end);
      }
      listener.accept(batch);
      if (!commitsFirst) {
        group.commit(around.life(), partition, end);
      }
    } catch (RuntimeException _) {
      // The container's error handler: the batch is not committed, and comes again.
    }
  }
}
