package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Topics;
import dev.calsync.sync.deadletter.DeadLetter;
import dev.calsync.sync.deadletter.DeadLetters;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Poke;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Google's pushes: a poll of them becomes one statement, however many there are (two, where some
 * came before), and its offsets are committed only after that is. The key says all there is to
 * know.
 */
@Component
class NotificationListener {
  private final DueCalendars due;
  private final Dispatcher dispatcher;
  private final DeadLetters deadLetters;
  private final Rush rush;
  private final SeenPushes seen;

  NotificationListener(
      DueCalendars due,
      Dispatcher dispatcher,
      DeadLetters deadLetters,
      Rush rush,
      SeenPushes seen) {
    this.rush = rush;
    this.seen = seen;
    this.due = due;
    this.dispatcher = dispatcher;
    this.deadLetters = deadLetters;
  }

  @KafkaListener(id = "sync-worker", topics = Topics.NOTIFICATIONS, batch = "true")
  void onPushes(List<ConsumerRecord<byte[], byte[]>> pushes) {
    Map<CalendarId, Poke> poked = new HashMap<>();
    Map<CalendarId, Poke> pokedAgain = new HashMap<>();
    List<DeadLetter> unreadable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> push : pushes) {
      try {
        Map<CalendarId, Poke> pokes = seen.contains(push) ? pokedAgain : poked;
        pokes.merge(calendar(push), new Poke(1, Trace.of(push)), Poke::and);
      } catch (IllegalArgumentException e) {
        unreadable.add(DeadLetter.of(push, e));
      }
    }
    poke(poked, rush.add(pushes.size()) ? Asked.BY_GOOGLE_AT_LEISURE : Asked.BY_GOOGLE);
    poke(pokedAgain, Asked.BY_GOOGLE_AT_LEISURE);
    pushes.forEach(seen::add);
    deadLetters.bury(unreadable);
  }

  private void poke(Map<CalendarId, Poke> pokes, Asked asked) {
    if (!pokes.isEmpty()) {
      due.poke(pokes, asked);
      dispatcher.wake(pokes.keySet());
    }
  }

  private static CalendarId calendar(ConsumerRecord<byte[], byte[]> push) {
    if (push.key() == null) {
      throw new IllegalArgumentException("no key");
    }
    return CalendarId.of(new String(push.key(), StandardCharsets.UTF_8));
  }
}
