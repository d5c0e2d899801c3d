package dev.calsync.channel.lifecycle;

import dev.calsync.channel.loop.Loop;
import dev.calsync.channel.loop.Loops;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.AccountConnected;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.AccountNeedsReauthorization;
import dev.calsync.model.Lifecycle.CalendarAccessLost;
import dev.calsync.model.Lifecycle.CalendarAccessRegained;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarNotWatchable;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import dev.calsync.model.Lifecycle.ChannelSuspect;
import dev.calsync.model.Lifecycle.PersonForgotten;
import dev.calsync.model.Lifecycle.PushesMissed;
import dev.calsync.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what became of accounts and calendars: rows whose version is not announced yet go to Kafka,
 * and are announced again until the broker has acknowledged them. Whoever changes a row only wakes
 * it.
 */
@Component
public final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int BATCH = 500;

  private final Unannounced rows;
  private final KafkaTemplate<String, byte[]> kafka;
  private final ObjectWriter json;
  private final Loop loop;

  Announcer(Unannounced rows, KafkaTemplate<String, byte[]> kafka, JsonMapper json, Loops loops) {
    this.rows = rows;
    this.kafka = kafka;
    this.json = json.writerFor(Lifecycle.class);
    this.loop = loops.every(TICK, "announcer", this::announce);
  }

  /** A row has changed. */
  public void wake() {
    loop.wake();
  }

  /** Tells all that is not told yet. */
  void announce() {
    boolean more = true;
    while (more) {
      boolean moreAccounts = send(rows.accounts(BATCH));
      more = send(rows.calendars(BATCH)) || moreAccounts;
    }
    send(rows.people(BATCH));
  }

  /** Sends them all, then waits; true if all went well and there may be more. */
  private boolean send(List<Lifecycle> messages) {
    var acknowledgements = new ArrayList<CompletableFuture<?>>(messages.size());
    for (Lifecycle message : messages) {
      CompletableFuture<?> acknowledgement =
          kafka.send(Topics.LIFECYCLE, message.key(), json.writeValueAsBytes(message));
      acknowledgements.add(acknowledgement);
      if (acknowledgement.isCompletedExceptionally()) {
        break; // No broker: each further message would wait as long as this one did.
      }
    }
    boolean allWell = true;
    for (int i = 0; i < acknowledgements.size(); i++) {
      allWell &= settle(messages.get(i), acknowledgements.get(i));
    }
    return allWell && messages.size() >= BATCH;
  }

  private boolean settle(Lifecycle message, CompletableFuture<?> acknowledgement) {
    try {
      acknowledgement.join();
    } catch (CompletionException e) {
      log.warn("{} was not taken by Kafka and stays due", message, e.getCause());
      return false;
    }
    mark(message);
    return true;
  }

  private void mark(Lifecycle message) {
    long version = message.version();
    switch (message) {
      case AccountConnected m -> rows.markAccount(m.accountId(), version);
      case AccountNeedsReauthorization m -> rows.markAccount(m.accountId(), version);
      case AccountDisconnected m -> rows.markAccount(m.accountId(), version);
      case CalendarAdded m -> rows.markCalendar(m.calendarId(), version);
      case CalendarNotWatchable m -> rows.markCalendar(m.calendarId(), version);
      case CalendarRemoved m -> rows.markCalendar(m.calendarId(), version);
      case ChannelSuspect m -> rows.markCalendar(m.calendarId(), version);
      case PersonForgotten m -> rows.forget(m.userId());
      // The worker's words, never ours.
      case PushesMissed _, CalendarAccessLost _, CalendarAccessRegained _ -> {}
    }
  }
}
