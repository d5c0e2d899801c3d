package dev.calsync.doctor.roundtrip;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.database.Database;
import dev.calsync.doctor.kafka.Broker;
import dev.calsync.doctor.roundtrip.Trip.EditRefused;
import dev.calsync.doctor.roundtrip.Trip.Travelled;
import dev.calsync.doctor.service.AccessTokens;
import dev.calsync.doctor.service.AccessTokens.AccessToken;
import dev.calsync.doctor.service.AccessTokens.NoToken;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes an event at Google, follows it through the system, and deletes it again. */
public final class RoundTrip {
  static final String SUMMARY = "Calsync doctor";

  private static final String TARGET =
      """
      select c.calendar_id, c.account_id, c.google_calendar_id, a.email, a.state,
             c.access_role in ('owner', 'writer')
               and 'https://www.googleapis.com/auth/calendar.events' = any (string_to_array(a.scopes, ' '))
               as writable,
             coalesce(s.sync_token is not null, false) as synced,
             exists (select from channel.watch_channel w where w.calendar_id = c.calendar_id
                        and w.state = 'ACTIVE' and w.confirmed_at is not null) as pushed
        from channel.calendar c join channel.account a using (account_id)
             left join sync.calendar_sync s on s.calendar_id = c.calendar_id and not s.removed
       where c.listed and c.selected
         and (c.calendar_id::text = ? or (lower(a.email) = lower(?) and c.is_primary))
      """;

  private final Database database;
  private final Broker broker;
  private final AccessTokens tokens;
  private final String apiUrl;

  /** Does nothing yet. */
  public RoundTrip(Database database, Broker broker, AccessTokens tokens, String apiUrl) {
    this.database = database;
    this.broker = broker;
    this.tokens = tokens;
    this.apiUrl = apiUrl;
  }

  /** Whether a change in this calendar comes through, and how fast. */
  public List<Finding> of(String wish, Duration patience)
      throws SQLException, InterruptedException {
    List<Target> targets = database.rows(TARGET, RoundTrip::target, wish, wish);
    if (targets.isEmpty()) {
      return List.of(RoundTripVerdict.unknown(wish));
    }
    Target target = targets.getFirst();
    Optional<Finding> objection = RoundTripVerdict.objection(target);
    return objection.isPresent()
        ? List.of(objection.get())
        : RoundTripVerdict.of(travel(target, patience), patience);
  }

  private Trip travel(Target target, Duration patience) throws InterruptedException {
    long from = System.nanoTime();
    return switch (tokens.token(target.account())) {
      case NoToken(var why) -> new Trip.NoToken(why);
      case AccessToken token -> {
        Duration asked = Duration.ofNanos(System.nanoTime() - from);
        yield edit(target, token, asked, patience);
      }
    };
  }

  private Trip edit(Target target, AccessToken token, Duration asked, Duration patience) {
    try (var event = new ThrowAwayEvent(apiUrl, target.googleId(), token);
        var listening = new Listening(broker.client(), target.calendar().toString(), event.id())) {
      return follow(event, listening, asked, patience);
    } catch (IOException e) {
      return new EditRefused(reason(e));
    }
  }

  private static Trip follow(
      ThrowAwayEvent event, Listening listening, Duration asked, Duration patience)
      throws IOException {
    long from = listening.now();
    try {
      event.make(SUMMARY, Instant.now().plus(Duration.ofDays(1)));
    } catch (IOException e) {
      boolean _ = event.delete(); // It may be there all the same: the answer was lost.
      throw e;
    }
    long made = listening.now();
    boolean removed;
    try {
      listening.await(patience);
    } finally {
      removed = event.delete();
    }
    Long pushed = listening.pushedAt();
    Long changed = listening.changedAt();
    return new Travelled(
        asked,
        Duration.ofNanos(made - from),
        since(made, pushed),
        pushed == null ? since(made, changed) : since(pushed, changed),
        listening.origin(),
        removed);
  }

  /** Not less than nothing: what was heard is told apart only as it is read. */
  private static @Nullable Duration since(long from, @Nullable Long to) {
    return to == null ? null : Duration.ofNanos(Math.max(0, to - from));
  }

  private static String reason(IOException e) {
    return e instanceof GoogleJsonResponseException refusal && refusal.getDetails() != null
        ? refusal.getStatusCode() + " " + refusal.getDetails()
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static Target target(ResultSet row) throws SQLException {
    return new Target(
        row.getObject("calendar_id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getString("google_calendar_id"),
        row.getString("email"),
        row.getString("state"),
        row.getBoolean("writable"),
        row.getBoolean("synced"),
        row.getBoolean("pushed"));
  }
}
