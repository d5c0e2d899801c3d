package dev.calsync.channel.watch;

import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hears from the worker which calendars' pushes do not arrive, and has their channels replaced. */
@Component
final class MissListener {
  private static final Logger log = LoggerFactory.getLogger(MissListener.class);

  private final SilentChannels silent;
  private final Watches watches;
  private final Announcer announcer;
  private final JsonMapper json;
  private final Clock clock;
  private final Counter misses;
  private final Counter unreadable;

  MissListener(
      SilentChannels silent,
      Watches watches,
      Announcer announcer,
      JsonMapper json,
      Clock clock,
      MeterRegistry meters) {
    this.silent = silent;
    this.watches = watches;
    this.announcer = announcer;
    this.json = json;
    this.clock = clock;
    this.misses = meters.counter("calsync.watch.steps", "outcome", "missed");
    this.unreadable = meters.counter("calsync.watch.unreadable.records", "topic", Topics.LIFECYCLE);
  }

  @KafkaListener(id = "misses", groupId = "channel-manager-misses", topics = Topics.LIFECYCLE)
  void onLifecycle(List<ConsumerRecord<String, byte[]>> batch) {
    boolean news = false;
    for (ConsumerRecord<String, byte[]> message : batch) {
      try {
        news |= isNews(json.readValue(message.value(), Lifecycle.class));
      } catch (JacksonException
          | IllegalArgumentException
          | DateTimeException
          | DataIntegrityViolationException _) {
        unreadable.increment();
        log.warn("skipped an unreadable lifecycle message, {}", at(message));
      }
    }
    if (news) {
      announcer.wake();
      watches.wake();
    }
  }

  private static String at(ConsumerRecord<?, ?> message) {
    return message.partition() + "@" + message.offset();
  }

  /** All other messages are our own. */
  private boolean isNews(Lifecycle message) {
    if (!(message instanceof Lifecycle.PushesMissed missed)) {
      return false;
    }
    if (!silent.missed(missed.calendarId(), missed.missedSince(), clock.instant())) {
      return silent.watchedAfterAll(missed.calendarId());
    }
    misses.increment();
    log.warn(
        "calendar {}: no push for changes since {}; its channel is replaced",
        missed.calendarId(),
        missed.missedSince());
    return true;
  }
}
