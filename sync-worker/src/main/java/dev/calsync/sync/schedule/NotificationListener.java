package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Topics;
import dev.calsync.sync.lease.DueCalendars;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Google's pushes: a poll of them becomes one statement, however many there are, and its offsets
 * are committed only after that statement is. The key says all there is to know.
 */
@Component
class NotificationListener {
  private final DueCalendars due;
  private final Dispatcher dispatcher;
  private final Counter unreadable;

  NotificationListener(DueCalendars due, Dispatcher dispatcher, MeterRegistry meters) {
    this.due = due;
    this.dispatcher = dispatcher;
    this.unreadable =
        meters.counter("calsync.sync.unreadable.records", "topic", Topics.NOTIFICATIONS);
  }

  @KafkaListener(id = "sync-worker", topics = Topics.NOTIFICATIONS, batch = "true")
  void onPushes(List<ConsumerRecord<String, byte[]>> pushes) {
    Map<CalendarId, String> poked = new HashMap<>();
    for (ConsumerRecord<String, byte[]> push : pushes) {
      try {
        poked.put(CalendarId.of(String.valueOf(push.key())), Trace.of(push));
      } catch (IllegalArgumentException _) {
        unreadable.increment(); // Not one of ours; there is nothing in it to keep.
      }
    }
    if (!poked.isEmpty()) {
      due.poke(poked, true);
      dispatcher.wake(poked.keySet());
    }
  }
}
