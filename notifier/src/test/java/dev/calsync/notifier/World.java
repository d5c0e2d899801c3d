package dev.calsync.notifier;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** The services around the notifier, played by a test: what they write, written as they would. */
public final class World {
  private final JdbcClient jdbc;
  private final KafkaTemplate<String, byte[]> kafka;
  private final SessionRepository<? extends Session> sessions;
  private final JsonMapper json = JsonMapper.shared();

  public World(
      JdbcClient jdbc,
      KafkaTemplate<String, byte[]> kafka,
      SessionRepository<? extends Session> sessions) {
    this.jdbc = jdbc;
    this.kafka = kafka;
    this.sessions = sessions;
    Tables.migrate();
  }

  /** Somebody with one Google account, signed in. */
  public Person person() {
    UUID user = UUID.randomUUID();
    UUID account = UUID.randomUUID();
    jdbc.sql("insert into channel.person (user_id) values (?)").param(user).update();
    jdbc.sql(
            """
            insert into channel.account (account_id, user_id, google_sub, email, name, scopes)
            values (?, ?, ?, ?, 'Ada', 'openid https://www.googleapis.com/auth/calendar.events')
            """)
        .params(account, user, account.toString(), account + "@example.com")
        .update();
    return new Person(new UserId(user), account, signIn(sessions, user));
  }

  /** The same person in one more browser. */
  public Person elsewhere(Person person) {
    return new Person(person.user(), person.account(), signIn(sessions, person.user().value()));
  }

  private static <S extends Session> String signIn(SessionRepository<S> sessions, UUID user) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            user.toString(), null, AuthorityUtils.createAuthorityList("ROLE_USER")));
    S session = sessions.createSession();
    session.setAttribute("SPRING_SECURITY_CONTEXT", context);
    sessions.save(session);
    return session.getId();
  }

  /** A calendar of hers, in sync and pushed. */
  public CalendarId calendar(Person person, String accessRole) {
    UUID calendar = UUID.randomUUID();
    jdbc.sql(
            """
            insert into channel.calendar (calendar_id, account_id, user_id, google_calendar_id,
                                          summary, time_zone, access_role, watched_until)
            values (?, ?, ?, ?, 'Work', 'Europe/Berlin', ?, now() + interval '1 day')
            """)
        .params(calendar, person.account(), person.user().value(), calendar.toString(), accessRole)
        .update();
    jdbc.sql(
            """
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state, expires_at,
                                               confirmed_at)
            values (?, ?, ?, 'ACTIVE', now() + interval '1 day', now())
            """)
        .params(UUID.randomUUID(), calendar, person.account())
        .update();
    jdbc.sql(
            """
            insert into sync.calendar_sync (calendar_id, account_id, user_id, google_calendar_id,
                                            kpart, last_synced_at)
            values (?, ?, ?, ?, 0, now())
            """)
        .params(calendar, person.account(), person.user().value(), calendar.toString())
        .update();
    return new CalendarId(calendar);
  }

  /** An event, held. */
  public void holds(CalendarId calendar, Map<String, ?> resource) {
    Object recurring = resource.get("recurrence");
    jdbc.sql(
            """
            insert into sync.event (calendar_id, event_id, etag, resource, recurring,
                                    recurring_event_id, starts_at, ends_at, full_sync_gen)
            values (:calendar, :id, :etag, cast(:resource as json), :recurring, :series,
                    cast(:start as timestamptz), cast(:end as timestamptz), 0)
            """)
        .param("calendar", calendar.value())
        .param("id", resource.get("id"))
        .param("etag", resource.get("etag"))
        .param("resource", json.writeValueAsString(resource))
        .param("recurring", recurring != null)
        .param("series", resource.get("recurringEventId"))
        .param("start", time(resource.get("start")))
        .param("end", time(resource.get("end")))
        .update();
  }

  private static @Nullable Object time(@Nullable Object field) {
    return field instanceof Map<?, ?> time
        ? (time.get("dateTime") == null ? time.get("date") : time.get("dateTime"))
        : null;
  }

  /** A change committed to the log, as sync-worker does, and what Kafka would be told of it. */
  public Change commits(UserId user, CalendarId calendar, String summary) {
    return commits(user, calendar, ChangeType.EVENT_CREATED, summary, null);
  }

  /** The same, of any type and for any command. */
  public Change commits(
      UserId user, CalendarId calendar, ChangeType type, String summary, @Nullable UUID commandId) {
    long feedSeq =
        jdbc.sql(
                """
                insert into sync.user_feed (user_id, feed_seq) values (?, 1)
                on conflict (user_id) do update set feed_seq = user_feed.feed_seq + 1
                returning feed_seq
                """)
            .param(user.value())
            .query(Long.class)
            .single();
    long seq =
        jdbc.sql("select coalesce(max(seq), 0) + 1 from sync.change_log where calendar_id = ?")
            .param(calendar.value())
            .query(Long.class)
            .single();
    String data =
        json.writeValueAsString(
            Map.of(
                "event", Map.of("id", "e" + feedSeq, "summary", summary),
                "changed", List.of("summary"),
                "previous", Map.of("summary", "before")));
    Instant now = Instant.now();
    jdbc.sql(
            """
            insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id, origin,
                                         command_id, occurred_at, data)
            values (:calendar, :seq, :user, :feedSeq, :type, :event, 'push', :command,
                    cast(:time as timestamptz), :data)
            """)
        .param("calendar", calendar.value())
        .param("seq", seq)
        .param("user", user.value())
        .param("feedSeq", feedSeq)
        .param("type", type.ceType())
        .param("event", "e" + feedSeq)
        .param("command", commandId)
        .param("time", now.toString())
        .param("data", data)
        .update();
    return new Change(user, calendar, seq, feedSeq, type, "e" + feedSeq, commandId, now, data);
  }

  /** Kafka is told. */
  public void announces(Change change) {
    sends(change).join();
  }

  /** Kafka is being told. */
  public CompletableFuture<?> sends(Change change) {
    var record =
        new ProducerRecord<>(
            Topics.CHANGES,
            change.calendar().toString(),
            change.data().getBytes(StandardCharsets.UTF_8));
    header(record, CloudEventHeaders.TYPE, change.type().ceType());
    header(record, CloudEventHeaders.SUBJECT, change.eventId());
    header(record, CloudEventHeaders.TIME, change.time().toString());
    header(record, CloudEventHeaders.SEQ, Long.toString(change.seq()));
    header(record, CloudEventHeaders.USER_ID, change.user().toString());
    header(record, CloudEventHeaders.FEED_SEQ, Long.toString(change.feedSeq()));
    header(record, CloudEventHeaders.ORIGIN, "push");
    if (change.commandId() != null) {
      header(record, CloudEventHeaders.COMMAND_ID, change.commandId().toString());
    }
    return kafka.send(record);
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Who is signed in, and by which session. */
  public record Person(UserId user, UUID account, String sessionId) {
    /** The cookie as the browser sends it. */
    public String cookie() {
      return "CALSYNC_SESSION="
          + java.util.Base64.getEncoder()
              .encodeToString(sessionId.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A numbered change. */
  public record Change(
      UserId user,
      CalendarId calendar,
      long seq,
      long feedSeq,
      ChangeType type,
      String eventId,
      @Nullable UUID commandId,
      Instant time,
      String data) {}
}
