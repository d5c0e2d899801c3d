package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Topics;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.command.CommandInbox.Sent;
import dev.calsync.sync.deadletter.DeadLetter;
import dev.calsync.sync.deadletter.DeadLetters;
import dev.calsync.sync.lease.Asked;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.lease.Poke;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** People's edits: put in their calendar's line, which becomes due. */
@Component
class CommandListener {
  private final CommandInbox inbox;
  private final DueCalendars due;
  private final Dispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final DeadLetters deadLetters;

  CommandListener(
      CommandInbox inbox,
      DueCalendars due,
      Dispatcher dispatcher,
      TransactionTemplate transaction,
      JsonMapper json,
      DeadLetters deadLetters) {
    this.inbox = inbox;
    this.due = due;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.json = json;
    this.deadLetters = deadLetters;
  }

  @KafkaListener(id = "sync-worker-commands", topics = Topics.COMMANDS, batch = "true")
  void onCommands(List<ConsumerRecord<byte[], byte[]>> messages) {
    List<Arrived> arrived = new ArrayList<>(messages.size());
    List<DeadLetter> unreadable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        arrived.add(new Arrived(message, Value.of(message, Command.class, json)));
      } catch (RuntimeException e) {
        unreadable.add(DeadLetter.of(message, e));
      }
    }
    if (!arrived.isEmpty()) {
      addAll(arrived, unreadable);
    }
    deadLetters.bury(unreadable);
  }

  /** All at once; where one cannot be stored, one by one, so that only that one is set aside. */
  private void addAll(List<Arrived> arrived, List<DeadLetter> unreadable) {
    try {
      add(arrived);
    } catch (RuntimeException e) {
      if (arrived.size() <= 1) {
        arrived.forEach(one -> unreadable.add(DeadLetter.of(one.message(), e)));
        return;
      }
      var _ = DeadLetter.of(arrived.getFirst().message(), e); // Throws what may pass.
      arrived.forEach(one -> addAll(List.of(one), unreadable));
    }
  }

  private void add(List<Arrived> arrived) {
    Map<CalendarId, Poke> calendars = new HashMap<>();
    arrived.forEach(one ->
        calendars.merge(
            one.command().calendarId(), new Poke(1, Trace.of(one.message())), Poke::and));
    transaction.executeWithoutResult(_ -> {
      inbox.add(arrived.stream().map(Arrived::sent).toList());
      due.poke(calendars, Asked.BY_US);
    });
    dispatcher.wake(calendars.keySet());
  }

  private record Arrived(ConsumerRecord<byte[], byte[]> message, Command command) {
    Sent sent() {
      return new Sent(command, DeadLetter.writtenAt(message));
    }
  }
}
