package dev.calsync.notifier.feed;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Kafka, the fast path: hears of every change and every turn of an account or a calendar. */
@Component
class FeedListener implements SmartLifecycle {
  private static final Duration CHANGES_BACK = Duration.ofMinutes(5);

  private final Feeds feeds;
  private final JsonMapper json;
  private final List<TopicTail> tails;
  private final List<Thread> threads = new ArrayList<>();

  FeedListener(
      Feeds feeds,
      JsonMapper json,
      ConsumerFactory<String, byte[]> consumers,
      KafkaAdmin admin,
      Clock clock,
      MeterRegistry meters) {
    this.feeds = feeds;
    this.json = json;
    Runnable declare = admin::initialize; // the broker may have come later than we did
    this.tails =
        List.of(
            new TopicTail(
                Topics.CHANGES,
                CHANGES_BACK,
                consumers::createConsumer,
                counting(Topics.CHANGES, meters, this::change),
                declare,
                clock),
            new TopicTail(
                Topics.LIFECYCLE,
                Duration.ZERO,
                consumers::createConsumer,
                counting(Topics.LIFECYCLE, meters, this::lifecycle),
                declare,
                clock));
  }

  /** What cannot be read is skipped by {@link TopicTail}; here it is counted. */
  private static Consumer<ConsumerRecord<String, byte[]>> counting(
      String topic, MeterRegistry meters, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Counter unreadable = meters.counter("calsync.feed.unreadable.records", "topic", topic);
    return message -> {
      try {
        reader.accept(message);
      } catch (RuntimeException e) {
        unreadable.increment();
        throw e;
      }
    };
  }

  /** Whether Kafka is being read; while it is not, changes come a little later, from the log. */
  boolean isReading() {
    return tails.stream().allMatch(TopicTail::isReading);
  }

  @Override
  public void start() {
    for (TopicTail tail : tails) {
      threads.add(Thread.ofPlatform().daemon().name("feed-listener").start(tail));
    }
  }

  @Override
  public void stop() {
    tails.forEach(TopicTail::stop);
    threads.clear();
  }

  /** Goes on until the last stream is drained. */
  @Override
  public int getPhase() {
    return StreamDrain.AFTERWARDS;
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  private void change(ConsumerRecord<String, byte[]> record) {
    var change = new ChangeRecord(record);
    feeds.receive(change.userId(), change.feedSeq(), change.calendarId(), change::entry);
  }

  private void lifecycle(ConsumerRecord<String, byte[]> record) {
    Lifecycle message = json.readValue(record.value(), Lifecycle.class);
    feeds.hint(
        message.userId(),
        switch (message) {
          case Lifecycle.AccountConnected _,
              Lifecycle.AccountNeedsReauthorization _,
              Lifecycle.AccountDisconnected _,
              Lifecycle.PersonForgotten _ ->
              Hint.ACCOUNT;
          case Lifecycle.CalendarAdded _,
              Lifecycle.CalendarNotWatchable _,
              Lifecycle.CalendarRemoved _,
              Lifecycle.ChannelSuspect _,
              Lifecycle.PushesMissed _,
              Lifecycle.CalendarAccessLost _,
              Lifecycle.CalendarAccessRegained _ ->
              Hint.CALENDAR;
        });
  }
}
