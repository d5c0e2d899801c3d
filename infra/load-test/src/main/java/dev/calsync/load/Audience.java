package dev.calsync.load;

import dev.calsync.model.ChangeType;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * People with a calendar each, who are signed in and follow it by as many streams as the notifier
 * allows them: 32, by four sessions.
 */
final class Audience implements AutoCloseable {
  static final int STREAMS_OF_ONE = 32;

  private static final int STREAMS_OF_SESSION = 8;
  private static final int SESSIONS_OF_ONE = STREAMS_OF_ONE / STREAMS_OF_SESSION;

  private static final String PEOPLE =
      """
      with person as (insert into channel.person (user_id) select unnest(:owners::uuid[])),
      account as (
        insert into channel.account (account_id, user_id, google_sub, email, name)
        select o, o, o::text, o || '@example.com', 'Ada' from unnest(:owners::uuid[]) as o),
      feed as (
        insert into sync.user_feed (user_id, feed_seq) select unnest(:owners::uuid[]), 0),
      calendar as (
        insert into channel.calendar (calendar_id, account_id, user_id, google_calendar_id, summary,
                                      time_zone, access_role, watched_until)
        select c, o, o, c::text, 'Work', 'Europe/Berlin', 'owner', now() + interval '1 day'
          from unnest(:calendars::uuid[], :owners::uuid[]) as p (c, o))
      insert into sync.calendar_sync (calendar_id, account_id, user_id, google_calendar_id, kpart,
                                      last_synced_at)
      select c, o, o, c::text, 0, now() from unnest(:calendars::uuid[], :owners::uuid[]) as p (c, o)
      """;

  private static final String CHANGES =
      """
      with feed as (update sync.user_feed set feed_seq = :last where user_id = any(:owners))
      insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, event_id, origin,
                                   occurred_at, data)
      select p.c, e.n, p.o, e.n, :type, 'load', 'push', now(), e.data
        from unnest(:calendars::uuid[], :owners::uuid[]) as p (c, o),
             unnest(:numbers::bigint[], :data::text[]) as e (n, data)
      """;

  private final JdbcClient jdbc;
  private final KafkaProducer<String, byte[]> producer;
  private final UUID[] owners;
  private final UUID[] calendars;
  private final List<String> cookies = new ArrayList<>();

  Audience(Installation installation, int people) throws IOException {
    this.jdbc = installation.store().jdbc();
    this.owners = ids(people);
    this.calendars = ids(people);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    makeTables();
    jdbc.sql(PEOPLE).param("owners", owners).param("calendars", calendars).update();
    var sessions =
        new JdbcIndexedSessionRepository(
            new JdbcTemplate(installation.store().source()), installation.store().transaction());
    sessions.setTableName("session.spring_session");
    for (UUID owner : owners) {
      for (int session = 0; session < SESSIONS_OF_ONE; session++) {
        cookies.add(signIn(sessions, owner));
      }
    }
  }

  /** How many people that many streams are of. */
  static int people(int streams) {
    return (streams + STREAMS_OF_ONE - 1) / STREAMS_OF_ONE;
  }

  /** Whose a stream is. */
  static int person(int stream) {
    return stream / STREAMS_OF_ONE;
  }

  String cookie(int stream) {
    return "CALSYNC_SESSION="
        + Base64.getEncoder()
            .encodeToString(
                cookies.get(stream / STREAMS_OF_SESSION).getBytes(StandardCharsets.UTF_8));
  }

  /** These changes of each person's calendar are in the log. */
  void commit(int first, int count) {
    int[] numbers = IntStream.range(first, first + count).toArray();
    jdbc.sql(CHANGES)
        .param("owners", owners)
        .param("calendars", calendars)
        .param("last", first + count - 1)
        .param("type", ChangeType.EVENT_UPDATED.ceType())
        .param("numbers", IntStream.of(numbers).boxed().toArray(Integer[]::new))
        .param("data", IntStream.of(numbers).mapToObj(Audience::data).toArray(String[]::new))
        .update();
  }

  /** Kafka is told of them. */
  void announce(int first, int count) {
    String now = Instant.now().toString();
    for (int number = first; number < first + count; number++) {
      byte[] data = data(number).getBytes(StandardCharsets.UTF_8);
      for (int person = 0; person < owners.length; person++) {
        var _ = producer.send(change(person, number, now, data));
      }
    }
    producer.flush();
  }

  private ProducerRecord<String, byte[]> change(int person, int number, String now, byte[] data) {
    var record = new ProducerRecord<>(Topics.CHANGES, calendars[person].toString(), data);
    Map.of(
            CloudEventHeaders.TYPE, ChangeType.EVENT_UPDATED.ceType(),
            CloudEventHeaders.SUBJECT, "load",
            CloudEventHeaders.TIME, now,
            CloudEventHeaders.SEQ, Integer.toString(number),
            CloudEventHeaders.USER_ID, owners[person].toString(),
            CloudEventHeaders.FEED_SEQ, Integer.toString(number),
            CloudEventHeaders.ORIGIN, "push")
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /** What a change carries, on the topic and to its readers. */
  static String data(int number) {
    return """
    {"event":%s,"changed":["summary","sequence"],"previous":{"summary":"Planning","sequence":0}}\
    """
        .formatted(SampleEvents.event(number, 1));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void makeTables() throws IOException {
    boolean synced =
        jdbc.sql("select to_regclass('sync.change_log') is not null").query(Boolean.class).single();
    if (!synced) {
      run("db/changelog/sync-worker.sql");
    }
    jdbc.sql("drop schema if exists session cascade").update();
    jdbc.sql("drop schema if exists channel cascade").update();
    run("db/changelog/channel-manager.sql");
    jdbc.sql("truncate sync.change_log, sync.user_feed, sync.event, sync.calendar_sync cascade")
        .update();
  }

  /** All of a changelog at once, as one text: what tells Liquibase of its parts is a comment. */
  private void run(String changelog) throws IOException {
    jdbc.sql(new ClassPathResource(changelog).getContentAsString(StandardCharsets.UTF_8)).update();
  }

  private static UUID[] ids(int count) {
    return IntStream.range(0, count).mapToObj(_ -> UUID.randomUUID()).toArray(UUID[]::new);
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
}
