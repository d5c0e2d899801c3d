package dev.calsync.notifier.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;

/**
 * Reads all of a topic as it grows, without a group: every node reads everything and commits
 * nothing. Waits for a topic or a broker that is not there, and takes up partitions that are added.
 */
final class TopicTail implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

  private final String topic;
  private final Duration back;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader;
  private final Runnable absent;
  private final Clock clock;
  private volatile boolean running = true;
  private volatile boolean reading;

  /**
   * @param back how far back the reading begins
   * @param absent called while there is no such topic
   */
  TopicTail(
      String topic,
      Duration back,
      Supplier<Consumer<String, byte[]>> consumers,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader,
      Runnable absent,
      Clock clock) {
    this.topic = topic;
    this.back = back;
    this.consumers = consumers;
    this.reader = reader;
    this.absent = absent;
    this.clock = clock;
  }

  /** Whether the topic is being read. */
  boolean isReading() {
    return reading;
  }

  /** Returns within a poll. */
  void stop() {
    running = false;
  }

  @Override
  public void run() {
    while (running && !Thread.currentThread().isInterrupted()) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        read(consumer);
      } catch (InterruptException _) {
        return;
      } catch (org.apache.kafka.common.KafkaException | KafkaException | IllegalStateException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        log.warn("{} cannot be read; tried again in {}: {}", topic, PAUSE, cause.toString());
        pause();
      } catch (RuntimeException | Error e) {
        // A bug, or a full heap; but nobody would start this thread again.
        log.error("{} cannot be read; tried again in {}", topic, PAUSE, e);
        pause();
      } finally {
        reading = false;
      }
    }
  }

  private void read(Consumer<String, byte[]> consumer) {
    var known = new HashSet<TopicPartition>();
    long nextLook = System.nanoTime();
    while (running) {
      if (System.nanoTime() - nextLook >= 0) {
        take(consumer, known);
        nextLook = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
      }
      if (known.isEmpty()) {
        nextLook = System.nanoTime();
        absent.run();
        pause();
        continue;
      }
      consumer.poll(POLL).forEach(this::readOne);
      reading = true;
    }
  }

  /** Partitions found later are read from their beginning: all in them is new. */
  private void take(Consumer<String, byte[]> consumer, Set<TopicPartition> known) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null) {
      return;
    }
    Set<TopicPartition> added =
        partitions.stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .filter(partition -> !known.contains(partition))
            .collect(Collectors.toSet());
    if (added.isEmpty()) {
      return;
    }
    boolean first = known.isEmpty();
    known.addAll(added);
    consumer.assign(known);
    if (first) {
      seekBack(consumer, added);
    } else {
      consumer.seekToBeginning(added);
    }
    log.info("reading {} partitions of {}", known.size(), topic);
  }

  private void seekBack(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
    long since = clock.instant().minus(back).toEpochMilli();
    consumer
        .offsetsForTimes(partitions.stream().collect(Collectors.toMap(p -> p, _ -> since)))
        .forEach((partition, found) -> seek(consumer, partition, found));
  }

  private static void seek(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      @Nullable OffsetAndTimestamp found) {
    if (found == null) {
      consumer.seekToEnd(Set.of(partition));
    } else {
      consumer.seek(partition, found.offset());
    }
  }

  private void readOne(ConsumerRecord<String, byte[]> record) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      // What cannot be read is skipped: the log has it too, and others wait behind it.
      log.warn("{}-{}@{} skipped", topic, record.partition(), record.offset(), e);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
