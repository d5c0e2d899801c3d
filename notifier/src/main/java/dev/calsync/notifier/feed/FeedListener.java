package dev.calsync.notifier.feed;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      Clock clock) {
    this.feeds = feeds;
    this.json = json;
    Runnable declare = admin::initialize; // the broker may have come later than we did
    this.tails =
        List.of(
            new TopicTail(
                Topics.CHANGES,
                CHANGES_BACK,
                consumers::createConsumer,
                this::change,
                declare,
                clock),
            new TopicTail(
                Topics.LIFECYCLE,
                Duration.ZERO,
                consumers::createConsumer,
                this::lifecycle,
                declare,
                clock));
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

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  private void change(ConsumerRecord<String, byte[]> record) {
    var change = new ChangeRecord(record);
    feeds.receive(change.userId(), change.feedSeq(), change::entry);
  }

  private void lifecycle(ConsumerRecord<String, byte[]> record) {
    Lifecycle message = json.readValue(record.value(), Lifecycle.class);
    feeds.hint(
        message.userId(),
        switch (message) {
          case Lifecycle.AccountConnected _,
              Lifecycle.AccountNeedsReauthorization _,
              Lifecycle.AccountDisconnected _ ->
              Hint.ACCOUNT;
          case Lifecycle.CalendarAdded _,
              Lifecycle.CalendarNotWatchable _,
              Lifecycle.CalendarRemoved _,
              Lifecycle.ChannelSuspect _,
              Lifecycle.PushesMissed _ ->
              Hint.CALENDAR;
        });
  }
}
