package dev.calsync.load;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code calendar.changes} from now on, read by a thread of its own. */
final class ChangesTopic implements AutoCloseable {
  private static final String EVENT = "calsync.event.";

  private final KafkaConsumer<String, String> consumer;
  private final ConcurrentMap<Integer, Long> newest = new ConcurrentHashMap<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicReference<Arrival> onArrival = new AtomicReference<>((_, _, _) -> {});
  private final Thread reader;
  private volatile boolean open = true;

  ChangesTopic(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer());
    var partitions =
        consumer.partitionsFor(Topics.CHANGES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // or the first records would be missed
    reader = Thread.ofPlatform().daemon().name("changes").start(this::read);
  }

  /** How many changes of events have come. */
  long records() {
    return records.get();
  }

  /** Which change of a calendar is the newest that has come. */
  long newest(int calendar) {
    return newest.getOrDefault(calendar, 0L);
  }

  /** Whether the newest change of each of these calendars has come. */
  boolean hasCaughtUp(StandInGoogle google, int from, int to) {
    for (int calendar = from; calendar < to; calendar++) {
      if (newest(calendar) < google.changes(calendar)) {
        return false;
      }
    }
    return true;
  }

  void onArrival(Arrival listener) {
    onArrival.set(listener);
  }

  @Override
  public void close() {
    open = false;
    consumer.wakeup();
    Wait.forEnd(reader);
    consumer.close();
  }

  private void read() {
    try {
      while (open) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::note);
      }
    } catch (WakeupException _) {
      // Closed.
    }
  }

  private void note(ConsumerRecord<String, String> each) {
    byte[] type = each.headers().lastHeader(CloudEventHeaders.TYPE).value();
    if (!new String(type, StandardCharsets.UTF_8).startsWith(EVENT)) {
      return;
    }
    records.incrementAndGet();
    int calendar = Calendars.number(each.key());
    long version = SampleEvents.version(each.value());
    newest.merge(calendar, version, Math::max);
    onArrival.get().arrived(calendar, version, System.nanoTime());
  }

  /** Somebody who wants to know of each change. */
  interface Arrival {
    void arrived(int calendar, long version, long nanos);
  }
}
