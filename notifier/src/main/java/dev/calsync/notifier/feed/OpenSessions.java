package dev.calsync.notifier.feed;

import dev.calsync.model.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which streams have lost the right to go on: signed out, expired, or their person gone. */
@Component
class OpenSessions {
  private final JdbcClient jdbc;
  private final Clock clock;

  OpenSessions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<Subscriber> ended(Streams streams) {
    if (streams.open.isEmpty()) {
      return List.of();
    }
    Set<String> sessions = liveSessions(streams);
    Set<UUID> people = presentPeople(streams);
    return streams.open.stream()
        .filter(stream ->
            !sessions.contains(stream.subscriber().sessionId())
                || !people.contains(stream.user().value()))
        .map(Stream::subscriber)
        .toList();
  }

  private Set<String> liveSessions(Streams streams) {
    return new HashSet<>(
        jdbc.sql(
                """
                select session_id from session.spring_session
                 where session_id = any(cast(:ids as text[])) and expiry_time > :now
                """)
            .param(
                "ids",
                streams.open.stream()
                    .map(stream -> stream.subscriber().sessionId())
                    .distinct()
                    .toArray(String[]::new))
            .param("now", clock.millis())
            .query(String.class)
            .list());
  }

  private Set<UUID> presentPeople(Streams streams) {
    return new HashSet<>(
        jdbc.sql("select user_id from channel.person where user_id = any(:ids)")
            .param(
                "ids",
                streams.open.stream()
                    .map(stream -> stream.user().value())
                    .distinct()
                    .toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }

  /** The streams that are open. */
  static final class Streams {
    private final List<Stream> open = new ArrayList<>();

    void add(UserId user, Subscriber subscriber) {
      open.add(new Stream(user, subscriber));
    }
  }

  private record Stream(UserId user, Subscriber subscriber) {}
}
