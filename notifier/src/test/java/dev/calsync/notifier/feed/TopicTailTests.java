package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong, a topic is read in the end. */
@Timeout(60)
class TopicTailTests {
  private static final String TOPIC = "changes";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

  private final List<String> read = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger declared = new AtomicInteger();
  private volatile boolean present;
  private @Nullable TopicTail running;
  private @Nullable Thread thread;

  @AfterEach
  void end() {
    if (running != null) {
      running.stop();
    }
  }

  @Test
  void topicThatCannotBeMadeAtFirstIsReadOnceItIsThere() {
    TopicTail tail =
        started(
            tail(
                this::consumer,
                () -> {
                  if (declared.incrementAndGet() < 3) {
                    throw new IllegalStateException("too few brokers");
                  }
                  present = true;
                }));
    await().atMost(Duration.ofSeconds(20)).until(() -> read.equals(List.of("told")));
    assertThat(tail.isReading()).isTrue();
    assertThat(declared).hasValue(3);
  }

  @Test
  void consumerThatCannotBeMadeAtFirstIsMadeLater() {
    present = true;
    started(
        tail(
            () -> {
              return switch (made.getAndIncrement()) {
                case 0 -> throw new IllegalArgumentException("no such host");
                case 1 -> throw new StackOverflowError("no more");
                default -> consumer();
              };
            },
            () -> {}));
    await().atMost(Duration.ofSeconds(20)).until(() -> read.equals(List.of("told")));
  }

  @Test
  void stopEndsItThoughAllGoesWrong() throws InterruptedException {
    TopicTail tail = started(failing());
    await().until(() -> declared.get() > 0);
    tail.stop();
    assertThat(ended()).isTrue();
  }

  @Test
  void interruptEndsItThoughAllGoesWrong() throws InterruptedException {
    started(failing());
    await().until(() -> declared.get() > 0);
    if (thread != null) {
      thread.interrupt();
    }
    assertThat(ended()).isTrue();
  }

  private TopicTail failing() {
    return tail(
        this::consumer,
        () -> {
          declared.incrementAndGet();
          throw new IllegalStateException("no right to");
        });
  }

  private boolean ended() throws InterruptedException {
    return thread != null && thread.join(Duration.ofSeconds(10));
  }

  private TopicTail started(TopicTail tail) {
    running = tail;
    thread = Thread.ofPlatform().daemon().start(tail);
    return tail;
  }

  private TopicTail tail(Supplier<Consumer<String, byte[]>> consumers, Runnable absent) {
    return new TopicTail(
        TOPIC,
        Duration.ZERO,
        consumers,
        record -> read.add(record.key()),
        absent,
        Clock.systemUTC());
  }

  /** The library's own, with what it lacks, and one record once the topic is there. */
  private Consumer<String, byte[]> consumer() {
    return new MockConsumer<String, byte[]>("latest") {
      @Override
      public synchronized List<PartitionInfo> partitionsFor(String topic) {
        return present ? List.of(new PartitionInfo(topic, 0, null, null, null)) : List.of();
      }

      @Override
      public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
          Map<TopicPartition, Long> times) {
        return Map.of(FIRST, new OffsetAndTimestamp(0, 0));
      }

      @Override
      public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        schedulePollTask(() -> addRecord(new ConsumerRecord<>(TOPIC, 0, 0, "told", new byte[0])));
      }
    };
  }
}
