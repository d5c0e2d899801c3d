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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Google's pushes: a poll of them becomes one statement, however many there are (two, where some
 * came before), and its offsets are committed only after that. The key says which calendar is to be
 * read; nothing else is needed.
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
    Set<CalendarId> again = new HashSet<>();
    Set<SeenPushes.Push> fresh = new HashSet<>();
    List<DeadLetter> unreadable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> push : pushes) {
      try {
        CalendarId calendar = calendar(push);
        Optional<SeenPushes.Push> number = seen.read(push.value());
        if (number.isPresent() && (seen.contains(number.get()) || !fresh.add(number.get()))) {
          again.add(calendar);
        } else {
          poked.merge(calendar, new Poke(1, Trace.of(push)), Poke::and);
        }
      } catch (IllegalArgumentException e) {
        unreadable.add(DeadLetter.of(push, e));
      }
    }
    if (!poked.isEmpty()) {
      int pokes = poked.values().stream().mapToInt(Poke::times).sum();
      due.poke(poked, rush.add(pokes) ? Asked.BY_GOOGLE_IN_A_BURST : Asked.BY_GOOGLE);
      dispatcher.wake(poked.keySet());
      seen.addAll(fresh);
    }
    if (!again.isEmpty()) {
      due.remind(again);
    }
    deadLetters.bury(unreadable);
  }

  private static CalendarId calendar(ConsumerRecord<byte[], byte[]> push) {
    if (push.key() == null) {
      throw new IllegalArgumentException("no key");
    }
    return CalendarId.of(new String(push.key(), StandardCharsets.UTF_8));
  }
}
