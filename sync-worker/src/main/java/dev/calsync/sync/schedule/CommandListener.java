package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.Topics;
import dev.calsync.sync.command.CommandInbox;
import dev.calsync.sync.lease.DueCalendars;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** People's edits: put in their calendar's line, which becomes due. */
@Component
class CommandListener {
  private static final Logger log = LoggerFactory.getLogger(CommandListener.class);

  private final CommandInbox inbox;
  private final DueCalendars due;
  private final Dispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Counter unreadable;

  CommandListener(
      CommandInbox inbox,
      DueCalendars due,
      Dispatcher dispatcher,
      TransactionTemplate transaction,
      JsonMapper json,
      MeterRegistry meters) {
    this.inbox = inbox;
    this.due = due;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.json = json;
    this.unreadable = meters.counter("calsync.sync.unreadable.records", "topic", Topics.COMMANDS);
  }

  @KafkaListener(id = "sync-worker-commands", topics = Topics.COMMANDS, batch = "true")
  void onCommands(List<ConsumerRecord<String, byte[]>> messages) {
    List<Command> commands = new ArrayList<>(messages.size());
    Map<CalendarId, String> calendars = new HashMap<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        Command command = json.readValue(message.value(), Command.class);
        commands.add(command);
        calendars.put(command.calendarId(), Trace.of(message));
      } catch (JacksonException | IllegalArgumentException e) {
        unreadable.increment();
        log.error(
            "unreadable command at {}-{}: {}",
            message.partition(),
            message.offset(),
            e.getMessage());
      }
    }
    transaction.executeWithoutResult(_ -> {
      inbox.add(commands);
      due.poke(calendars, false);
    });
    dispatcher.wake(calendars.keySet());
  }
}
