package dev.calsync.sync.command;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Edits in the order of their arrival, {@code sync.command}. */
@Repository
public class CommandInbox {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration STALE = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final JsonMapper json;

  CommandInbox(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
  }

  /**
   * Takes edits in; one that is known already, whatever became of it, changes nothing. Each waits
   * since it was sent, also while nobody was there to read it.
   */
  public void add(Collection<Sent> edits) {
    batches.batchUpdate(
        """
        insert into sync.command (command_id, calendar_id, user_id, command, received_at)
        values (:id, :calendar, :user, :command::json,
                least(coalesce(to_timestamp(:at::float8 / 1000), now()), now()))
        on conflict (command_id) do nothing
        """,
        edits.stream().map(this::row).toArray(MapSqlParameterSource[]::new));
  }

  private MapSqlParameterSource row(Sent sent) {
    Command command = sent.command();
    return new MapSqlParameterSource()
        .addValue("id", command.commandId().value())
        .addValue("calendar", command.calendarId().value())
        .addValue("user", command.userId().value())
        .addValue("command", json.writeValueAsString(command))
        .addValue("at", sent.at() < 0 ? null : sent.at());
  }

  /** The calendar's next edit. */
  public Optional<Waiting> next(CalendarId calendar) {
    return next(calendar, "");
  }

  /** The calendar's next edit of which Google has seen nothing that would have to be ended. */
  public Optional<Waiting> nextUnbegun(CalendarId calendar) {
    return next(calendar, "and not begun");
  }

  private Optional<Waiting> next(CalendarId calendar, String condition) {
    return jdbc.sql(
            """
            select command, begun, received_at < now() - :patience::interval as overdue,
                   received_at < now() - :stale::interval as stale
              from sync.command
             where calendar_id = :calendar and status = 'PENDING' %s order by position limit 1
            """
                .formatted(condition))
        .param("calendar", calendar.value())
        .param("patience", PATIENCE.toSeconds() + " seconds")
        .param("stale", STALE.toSeconds() + " seconds")
        .query((row, _) ->
            new Waiting(
                json.readValue(row.getString("command"), Command.class),
                row.getBoolean("begun"),
                row.getBoolean("overdue"),
                row.getBoolean("stale")))
        .optional();
  }

  /**
   * Notes, before its first call, that an edit of several calls has to be ended one way or other.
   */
  void begin(CommandId command) {
    jdbc.sql("update sync.command set begun = true where command_id = :id and not begun")
        .param("id", command.value())
        .update();
  }

  /** Notes the version that Google gave to what the first call of an edit made. */
  void noteMade(CommandId command, @Nullable String version) {
    jdbc.sql("update sync.command set made_version = :version where command_id = :id")
        .param("version", version)
        .param("id", command.value())
        .update();
  }

  /** What {@link #noteMade} noted; empty where Google's answer did not reach us. */
  Optional<String> made(CommandId command) {
    return jdbc.sql(
            """
            select made_version from sync.command
             where command_id = :id and made_version is not null
            """)
        .param("id", command.value())
        .query(String.class)
        .optional();
  }

  /** Notes what became of an edit; part of the transaction that commits its effect. */
  public void finish(
      CommandId command, boolean applied, @Nullable String reason, @Nullable EventResource event) {
    jdbc.sql(
            """
            update sync.command
               set status = :status, reason = :reason, event = :event::json, finished_at = now()
             where command_id = :id
            """)
        .param("status", applied ? "APPLIED" : "REJECTED")
        .param("reason", reason)
        .param("event", event == null ? null : json.writeValueAsString(event))
        .param("id", command.value())
        .update();
  }

  /**
   * An edit as it was sent.
   *
   * @param at in milliseconds since 1970; negative where nobody knows
   */
  public record Sent(Command command, long at) {}

  /**
   * An edit that is next in line.
   *
   * @param begun whether Google may have half of it
   * @param overdue whether it has waited for so long that its author should be told
   * @param stale whether it has waited for so long that it must not be tried any more
   */
  public record Waiting(Command command, boolean begun, boolean overdue, boolean stale) {
    /** Whether its author goes on waiting; what is half done must be ended, not just told of. */
    public boolean isPatient() {
      return begun ? !stale : !overdue;
    }

    /** Whether it comes too late to be begun. */
    public boolean isTooLate() {
      return stale && !begun;
    }
  }
}
