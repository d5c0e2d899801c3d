package dev.calsync.simulation;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.EventsApi;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Simulated Google's door: takes a call in, and is in a bad mood now and then. */
final class GoogleFront {
  static final String CLIENT = "calsync";

  private static final int LONGEST_WAIT_SECONDS = 30;

  private final SimulatedGoogle google;
  private final CallRules rules;
  private final BiConsumer<String, Map<String, Object>> stop;
  private final Trace trace;
  private final Consents consents = new Consents();
  private final LostAccess lostAccess = new LostAccess();
  private final Map<String, Instant> lastListed = new HashMap<>();

  /**
   * @param rules what callers are held to
   * @param stop ends somebody's channel
   */
  GoogleFront(
      SimulatedGoogle google,
      CallRules rules,
      BiConsumer<String, Map<String, Object>> stop,
      Trace trace) {
    this.google = google;
    this.rules = rules;
    this.stop = stop;
    this.trace = trace;
  }

  /** What callers are held to. */
  CallRules rules() {
    return rules;
  }

  /** Whom it takes for whom they say they are. */
  Consents consents() {
    return consents;
  }

  /** What it lets nobody see any more. */
  LostAccess lostAccess() {
    return lostAccess;
  }

  GoogleReply answer(GoogleCall call, Surroundings around, Swarm.Google faults) {
    String operation = call.operation();
    rules.called(call, around);
    GoogleReply reply = reply(call, operation, around, faults);
    if (operation.equals("events.list")) {
      lastListed.put(call.email() + " " + call.calendar(), around.now());
    }
    trace.note(around.life(), operation, call.calendar(), reply.status());
    return reply;
  }

  private GoogleReply reply(
      GoogleCall call, String operation, Surroundings around, Swarm.Google faults) {
    try {
      if (around.happens(faults.failing())) {
        throw new GoogleError(503, "global", "backendError", "Backend Error", null);
      }
      if (around.happens(faults.unauthorized()) || !consents.accepts(call)) {
        throw GoogleError.badCredentials();
      }
      if (around.happens(faults.limiting())) {
        return limited(around);
      }
      lostAccess.refuse(call);
      if (operation.equals("events.list") && around.happens(faults.forgetting())) {
        forgetTokens(call);
      }
      return done(call, operation);
    } catch (GoogleError error) {
      return GoogleReply.of(error, null);
    }
  }

  /** In half of the cases with a time to wait; in the others, for each of Google's reasons. */
  private static GoogleReply limited(Surroundings around) {
    if (around.happens(0.5)) {
      return GoogleReply.of(
          GoogleError.rateLimited(429), 1 + around.random().nextInt(LONGEST_WAIT_SECONDS));
    }
    throw switch (around.random().nextInt(3)) {
      case 0 -> GoogleError.rateLimited(403);
      case 1 -> GoogleError.userRateLimited();
      default -> GoogleError.quotaExceeded();
    };
  }

  /** All sync tokens, and where the call goes on with a full list, that, too. */
  private void forgetTokens(GoogleCall call) {
    google.administration().expireSyncTokens(Objects.requireNonNull(call.calendar()));
    Set<String> asked = call.parameters().keySet();
    if (asked.contains("pageToken") && !asked.contains("syncToken")) {
      throw GoogleError.fullSyncRequired();
    }
  }

  /** The caller has heard the answer. */
  void heard(GoogleReply reply, Surroundings around) {
    rules.heard(reply, around);
  }

  /** When this calendar was last asked for through this person's account. */
  Instant lastListed(Seat seat) {
    return lastListed.getOrDefault(seat.person().email() + " " + seat.googleId(), Instant.MIN);
  }

  /** What a program that forgets the next pages would have been told there. */
  GoogleReply nextPage(GoogleCall call, String pageToken) {
    Map<String, List<String>> query = new LinkedHashMap<>(call.parameters());
    query.put("pageToken", List.of(pageToken));
    return GoogleReply.of(
        google.events().list(call.email(), Objects.requireNonNull(call.calendar()), query));
  }

  /**
   * What a program that ends the old channel first would have asked.
   *
   * @return whether there was one
   */
  boolean stopChannels(GoogleCall call) {
    List<Channel> old = channels(call.email(), call.calendar());
    for (Channel channel : old) {
      stop.accept(call.email(), Map.of("id", channel.id(), "resourceId", channel.resourceId()));
    }
    return !old.isEmpty();
  }

  /** The living channels of a person on a calendar. */
  List<Channel> channels(String email, @Nullable String calendar) {
    return google.administration().channels().stream()
        .filter(channel -> channel.email().equals(email))
        .filter(
            channel -> channel.resource().equals(new Resource.EventsOf(String.valueOf(calendar))))
        .toList();
  }

  private GoogleReply done(GoogleCall call, String operation) {
    EventsApi events = google.events();
    String email = call.email();
    if (operation.equals("channels.stop")) {
      stop.accept(email, call.json());
      return new GoogleReply(204, Map.of(), null);
    }
    if (operation.equals("calendarList.watch")) {
      return GoogleReply.of(google.calendarList().watch(email, CLIENT, call.json()).json());
    }
    String calendar = Objects.requireNonNull(call.calendar());
    String event = Objects.requireNonNullElse(call.event(), "");
    return switch (operation) {
      case "events.list" -> GoogleReply.of(events.list(email, calendar, call.parameters()));
      case "events.get" -> GoogleReply.of(events.get(email, calendar, event, null).orElseThrow());
      case "events.insert" -> GoogleReply.of(events.insert(email, calendar, call.json()));
      case "events.update" ->
          GoogleReply.of(events.update(email, calendar, event, call.json(), call.ifMatch()));
      case "events.delete" -> {
        events.delete(email, calendar, event, call.ifMatch());
        yield new GoogleReply(204, Map.of(), null);
      }
      case "events.watch" ->
          GoogleReply.of(events.watch(email, CLIENT, calendar, call.json()).json());
      default -> throw new IllegalArgumentException("no such call: " + operation);
    };
  }
}
