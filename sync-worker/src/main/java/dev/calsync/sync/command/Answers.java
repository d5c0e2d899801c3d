package dev.calsync.sync.command;

import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.GoogleFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Google's answers mean for an edit. */
final class Answers {
  /** What the reader of a rejection is told when somebody else was faster. */
  static final String CONFLICT = "conflict";

  private static final String NOT_FOUND = "notFound";

  private Answers() {}

  static CommandOutcome applied(EventResource... saved) {
    return new CommandOutcome.Applied(List.of(saved), List.of());
  }

  static CommandOutcome removed(EventId id) {
    return new CommandOutcome.Applied(List.of(), List.of(id));
  }

  static CommandOutcome conflict(@Nullable EventResource server) {
    return server != null && server.isCancelled()
        ? notFound()
        : new CommandOutcome.Rejected(CONFLICT, server);
  }

  static CommandOutcome notFound() {
    return new CommandOutcome.Rejected(NOT_FOUND, null);
  }

  /** What a fault means that no caller knows better. */
  static CommandOutcome failed(GoogleFault fault, @Nullable EventResource server) {
    return switch (fault) {
      case GoogleFault.Transient _,
          GoogleFault.RateLimited _,
          GoogleFault.NoBudget _,
          GoogleFault.Forbidden _,
          GoogleFault.Unauthorized _ ->
          new CommandOutcome.Undecided(fault);
      case GoogleFault.Stale _ -> conflict(server);
      case GoogleFault.NotFound _, GoogleFault.AlreadyGone _ -> notFound();
      case GoogleFault.QuotaExceeded _,
          GoogleFault.AccessLost _,
          GoogleFault.AlreadyExists _,
          GoogleFault.TokenDead _,
          GoogleFault.Refused _ ->
          new CommandOutcome.Rejected(reason(fault), server);
    };
  }

  /**
   * What a fault means where half of an edit is taken back: only what is gone, or somebody else's
   * by now, is done with. All else is tried again, also where our own stop of an account's changes
   * refuses it, since what is half done is there twice.
   */
  static CommandOutcome takenBack(GoogleFault fault, CommandOutcome outcome) {
    return switch (fault) {
      case GoogleFault.NotFound _, GoogleFault.AlreadyGone _, GoogleFault.Stale _ -> outcome;
      case GoogleFault.Transient _,
          GoogleFault.RateLimited _,
          GoogleFault.NoBudget _,
          GoogleFault.Forbidden _,
          GoogleFault.Unauthorized _,
          GoogleFault.QuotaExceeded _,
          GoogleFault.AccessLost _,
          GoogleFault.AlreadyExists _,
          GoogleFault.TokenDead _,
          GoogleFault.Refused _ ->
          undecided(fault);
    };
  }

  /** What a fault means that decides nothing; of one event, it says nothing of its calendar. */
  static CommandOutcome undecided(GoogleFault fault) {
    return switch (fault) {
      case GoogleFault.Transient _,
          GoogleFault.RateLimited _,
          GoogleFault.NoBudget _,
          GoogleFault.Forbidden _,
          GoogleFault.Unauthorized _,
          GoogleFault.QuotaExceeded _ ->
          new CommandOutcome.Undecided(fault);
      case GoogleFault.Stale _,
          GoogleFault.NotFound _,
          GoogleFault.AlreadyGone _,
          GoogleFault.AccessLost _,
          GoogleFault.AlreadyExists _,
          GoogleFault.TokenDead _,
          GoogleFault.Refused _ ->
          new CommandOutcome.Undecided(new GoogleFault.Transient(fault.reason(), null));
    };
  }

  /** The one word that is told of a fault; the page has a sentence for each. */
  static String reason(GoogleFault fault) {
    return switch (fault) {
      case GoogleFault.Transient _, GoogleFault.Forbidden _ -> "unavailable";
      case GoogleFault.RateLimited _, GoogleFault.NoBudget _ -> "rateLimited";
      case GoogleFault.Unauthorized _ -> "needsReauthorization";
      case GoogleFault.Stale _ -> CONFLICT;
      case GoogleFault.NotFound _, GoogleFault.AlreadyGone _ -> NOT_FOUND;
      case GoogleFault.QuotaExceeded _ -> "quotaExceeded";
      case GoogleFault.AccessLost _ -> "accessLost";
      case GoogleFault.AlreadyExists _ -> "alreadyExists";
      case GoogleFault.TokenDead _ -> "refused";
      case GoogleFault.Refused(_, var code) -> code == null ? "refused" : code;
    };
  }

  /**
   * The id of the event that a command makes, so that making it twice makes one. Hexadecimal digits
   * lie within Google's alphabet for ids, base32hex.
   */
  static EventId madeBy(CommandId command) {
    return new EventId(command.toString().replace("-", ""));
  }

  /**
   * An event with other fields. A time that names no zone leaves the event in the one that it is
   * in.
   */
  static EventResource with(EventResource event, Map<String, ?> fields) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(event.fields());
    merged.putAll(fields);
    var wanted = new EventResource(merged);
    for (String time : List.of("start", "end")) {
      Object zone = event.object(time).get("timeZone");
      if (zone != null && wanted.object(time).get("dateTime") != null) {
        Map<String, @Nullable Object> zoned = new LinkedHashMap<>(wanted.object(time));
        zoned.putIfAbsent("timeZone", zone);
        merged.put(time, zoned);
      }
    }
    return new EventResource(merged);
  }
}
