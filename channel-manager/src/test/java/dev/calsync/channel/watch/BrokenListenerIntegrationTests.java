package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/** Whatever a batch meets, its topic is read on. */
class BrokenListenerIntegrationTests extends WatchedCalendarsInstallation {
  @Autowired ConcurrentKafkaListenerContainerFactory<Object, Object> containers;

  private final AtomicInteger met = new AtomicInteger();
  private final List<Object> broken = new CopyOnWriteArrayList<>();
  private final List<Object> read = new CopyOnWriteArrayList<>();

  /** An error such as a heap that is full for a moment; a bug such as a wrong cast. */
  @Test
  void aBatchThatMeetsAnErrorAndThenABugIsReadInTheEnd() {
    var container = containers.createContainer(Topics.LIFECYCLE);
    container.getContainerProperties().setGroupId("broken-" + UUID.randomUUID());
    container.setupMessageListener((BatchMessageListener<Object, Object>) this::onBatch);
    container.start();
    try {
      signInWatched();
      await().atMost(Duration.ofSeconds(30)).until(() -> !read.isEmpty());
      assertThat(read).startsWith(broken.toArray());
    } finally {
      container.stop();
    }
  }

  private void onBatch(List<ConsumerRecord<Object, Object>> batch) {
    List<Object> offsets = batch.stream().map(BrokenListenerIntegrationTests::place).toList();
    switch (met.getAndIncrement()) {
      case 0 -> {
        broken.addAll(offsets);
        throw new StackOverflowError();
      }
      case 1 -> throw new ClassCastException();
      default -> read.addAll(offsets);
    }
  }

  private static Object place(ConsumerRecord<Object, Object> message) {
    return message.partition() + "@" + message.offset();
  }
}
