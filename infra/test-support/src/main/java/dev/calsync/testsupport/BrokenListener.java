package dev.calsync.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Listens to a topic as a service does, and meets an error (as where a heap is full for a moment)
 * and then a bug with the first batch it is given.
 */
public final class BrokenListener implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final AtomicInteger met = new AtomicInteger();
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final ConcurrentMessageListenerContainer<Object, Object> container;

  /** With what a service makes its own listeners of. */
  public BrokenListener(
      ConcurrentKafkaListenerContainerFactory<Object, Object> service, String topic) {
    container = service.createContainer(topic);
    container.getContainerProperties().setGroupId("broken-" + UUID.randomUUID());
    container.setupMessageListener((BatchMessageListener<Object, Object>) this::onBatch);
    container.start();
  }

  /** Returns once it has read something after all: beginning with what it was broken by, or not. */
  public boolean readsWhatItWasBrokenBy() {
    Awaitility.await().atMost(SOON).until(() -> !read.isEmpty());
    return read.subList(0, broken.size()).equals(broken);
  }

  private void onBatch(List<ConsumerRecord<Object, Object>> batch) {
    List<String> places = batch.stream().map(BrokenListener::place).toList();
    switch (met.getAndIncrement()) {
      case 0 -> {
        broken.addAll(places);
        throw new StackOverflowError();
      }
      case 1 -> throw new ClassCastException();
      default -> read.addAll(places);
    }
  }

  private static String place(ConsumerRecord<Object, Object> message) {
    return message.partition() + "@" + message.offset();
  }

  @Override
  public void close() {
    container.stop();
  }
}
