package dev.calsync.notifier.edit;

import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.notifier.feed.BusyTimes;
import dev.calsync.notifier.feed.RoleNow;
import dev.calsync.notifier.web.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts edits on their way, and knows what became of them. */
@Component
class Commands {
  static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final String OUTCOME =
      "select calendar_id, status, reason, event::text, received_at, finished_at, "
          + RoleNow.COLUMN
          + " from sync.command told where command_id = :id and user_id = :user";

  private final KafkaTemplate<String, byte[]> kafka;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final MeterRegistry registry;

  Commands(
      KafkaTemplate<String, byte[]> kafka,
      JdbcClient jdbc,
      JsonMapper json,
      MeterRegistry registry) {
    this.kafka = kafka;
    this.jdbc = jdbc;
    this.json = json;
    this.registry = registry;
  }

  /**
   * What became of an edit.
   *
   * @param status PENDING, APPLIED or REJECTED
   */
  record Outcome(
      CommandId commandId,
      String calendarId,
      String status,
      @Nullable String reason,
      @Nullable EventResource event,
      Instant receivedAt,
      @Nullable Instant finishedAt) {}

  /** The edit is on its way; its outcome comes through the feed under this id. */
  record Accepted(CommandId commandId) {}

  /**
   * Whether its author asked for this before. Then it is accepted as it was at first, and not
   * judged again: what it is about may be another version by now, or gone, because it was done.
   */
  boolean knows(UserId author, CommandId id) {
    return jdbc.sql(
            """
            select exists (select from sync.command where command_id = :id and user_id = :user)
            """)
        .param("id", id.value())
        .param("user", author.value())
        .query(Boolean.class)
        .single();
  }

  /** Returns once Kafka holds the command; refuses where that is not certain in time. */
  Accepted accept(Command command) {
    byte[] value = json.writerFor(Command.class).writeValueAsBytes(command);
    try {
      kafka
          .send(new ProducerRecord<>(Topics.COMMANDS, command.calendarId().toString(), value))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      registry.counter("calsync.commands", "outcome", "accepted").increment();
      return new Accepted(command.commandId());
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw notTaken(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notTaken(command, e);
    }
  }

  Optional<Outcome> find(UserId user, CommandId id) {
    return jdbc.sql(OUTCOME)
        .param("id", id.value())
        .param("user", user.value())
        .query((row, _) ->
            new Outcome(
                id,
                row.getString("calendar_id"),
                row.getString("status"),
                row.getString("reason"),
                event(row.getString("event"), row.getString("role_now")),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("finished_at") == null
                    ? null
                    : row.getTimestamp("finished_at").toInstant()))
        .optional();
  }

  /** As much of it as may be seen now, which may be less than when it was edited. */
  private @Nullable EventResource event(@Nullable String text, @Nullable String roleNow) {
    if (text == null || roleNow == null) {
      return null;
    }
    EventResource event = json.readValue(text, EventResource.class);
    return BusyTimes.areAllFor(roleNow) ? BusyTimes.of(event) : event;
  }

  /** It may still arrive: asked again under the same id it is executed once. */
  private Refused notTaken(Command command, Exception cause) {
    registry.counter("calsync.commands", "outcome", "not-taken").increment();
    Refused refused =
        Refused.until(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the edit could not be put on its way; ask again with the same commandId",
                RETRY_AFTER)
            .with("commandId", command.commandId().toString());
    refused.initCause(cause);
    return refused;
  }
}
