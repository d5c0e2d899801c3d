package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.notifier.SseClient.Message;
import dev.calsync.notifier.World.Change;
import dev.calsync.notifier.World.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** The stream against a real broker and a real database, written to as sync-worker does. */
@NotifierTest
class StreamIntegrationTests {
  private static final Duration SOON = Duration.ofSeconds(20);

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired MeterRegistry registry;
  @Autowired SessionRepository<? extends Session> sessions;

  private World world;
  private Person ada;
  private CalendarId work;

  @BeforeEach
  void signIn() {
    world = new World(jdbc, kafka, sessions);
    ada = world.person();
    work = world.calendar(ada, "owner");
  }

  @Test
  void changeGoesFromKafkaToTheStream() {
    try (var stream = open(ada, "")) {
      assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(stream.response().headers().firstValue("Cache-Control")).contains("no-store");
      awaitOpen(stream);
      world.announces(world.commits(ada.user(), work, "lunch"));
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      Message change = stream.messages().getFirst();
      assertThat(change.event()).isEqualTo("change");
      assertThat(change.id()).isEqualTo("1");
      assertThat(change.json().path("type").asString()).isEqualTo("calsync.event.created.v1");
      assertThat(change.json().at("/event/summary").asString()).isEqualTo("lunch");
      assertThat(change.json().at("/previous/summary").asString()).isEqualTo("before");
    }
  }

  @Test
  void resumeHasAllThatHappenedMeanwhileOnce() {
    String seen;
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      world.announces(world.commits(ada.user(), work, "before"));
      await().atMost(SOON).until(() -> stream.changes().size() == 1);
      seen = stream.lastEventId();
    }
    for (int i = 0; i < 50; i++) {
      Change change = world.commits(ada.user(), work, "meanwhile " + i);
      if (i % 3 != 0) {
        world.announces(change);
      }
    }
    try (var stream = open(ada, "", "Last-Event-ID", seen)) {
      await().atMost(SOON).until(() -> stream.changes().size() >= 50);
      world.announces(world.commits(ada.user(), work, "after"));
      await().atMost(SOON).until(() -> stream.changes().contains(52L));
      assertThat(stream.changes()).isEqualTo(numbers(2, 52));
    }
  }

  @Test
  void duplicateReorderedAndLostRecordsAreToldOnceInOrder() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        changes.add(world.commits(ada.user(), work, "c" + i));
      }
      for (int told : new int[] {2, 0, 0, 1, 4, 2}) { // 3 and 5 are never told
        world.announces(changes.get(told));
      }
      await().atMost(SOON).until(() -> stream.changes().size() >= 6);
      assertThat(stream.changes()).isEqualTo(numbers(1, 6));
    }
  }

  @Test
  void nobodySeesWhatIsNotTheirs() {
    Person grace = world.person();
    CalendarId hers = world.calendar(grace, "owner");
    for (int i = 0; i < 5; i++) {
      world.announces(world.commits(ada.user(), work, "secret"));
    }
    world.announces(world.commits(grace.user(), hers, "own"));
    try (var resumedWithForeignId = open(grace, "?lastEventId=5");
        var resumed = open(grace, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> !resumed.messages().isEmpty());
      await().atMost(SOON).until(() -> !resumedWithForeignId.messages().isEmpty());
      assertThat(resumedWithForeignId.messages().getFirst().event()).isEqualTo("reset");
      assertThat(resumedWithForeignId.lastEventId()).isEqualTo("1");
      world.announces(world.commits(ada.user(), work, "secret"));
      world.announces(world.commits(grace.user(), hers, "own too"));
      await().atMost(SOON).until(() -> resumed.changes().size() == 2);
      await().atMost(SOON).until(() -> resumedWithForeignId.changes().size() == 1);
      assertThat(resumed.messages().toString()).doesNotContain("secret");
      assertThat(resumedWithForeignId.messages().toString()).doesNotContain("secret");
    }
  }

  @Test
  void calendarTakenAwayIsNotReplayed() {
    CalendarId shared = world.calendar(ada, "reader");
    world.announces(world.commits(ada.user(), shared, "revoked"));
    world.announces(world.commits(ada.user(), work, "kept"));
    jdbc.sql("update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?")
        .param(shared.value())
        .update();
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> stream.lastEventId().equals("2"));
      assertThat(stream.changes()).containsExactly(2L);
      assertThat(stream.messages().toString()).doesNotContain("revoked");
    }
  }

  @Test
  void textFromACalendarCannotForgeFields() {
    String hostile = "x\r\nid: 999\r\nevent: reset\ndata: {}\n\n\u0000\u2028\u0085<script>";
    world.announces(world.commits(ada.user(), work, hostile));
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      assertThat(stream.messages()).hasSize(1);
      assertThat(stream.messages().getFirst().json().at("/event/summary").asString())
          .isEqualTo(hostile);
      assertThat(stream.lastEventId()).isEqualTo("1");
    }
  }

  @Test
  void outcomeOfACommandIsToldAsCommand() {
    UUID command = UUID.randomUUID();
    world.announces(world.commits(ada.user(), work, ChangeType.COMMAND_APPLIED, "done", command));
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      Message message = stream.messages().getFirst();
      assertThat(message.event()).isEqualTo("command");
      assertThat(message.json().path("status").asString()).isEqualTo("APPLIED");
      assertThat(message.json().path("commandId").asString()).isEqualTo(command.toString());
    }
  }

  @Test
  void readerBehindWhatIsRetainedIsReset() {
    for (int i = 0; i < 5; i++) {
      world.announces(world.commits(ada.user(), work, "c" + i));
    }
    jdbc.sql("delete from sync.change_log where user_id = ? and feed_seq <= 3")
        .param(ada.user().value())
        .update();
    try (var stream = open(ada, "?lastEventId=1")) {
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      assertThat(stream.messages().getFirst()).isEqualTo(new Message("reset", "5", "{}"));
      world.announces(world.commits(ada.user(), work, "next"));
      await().atMost(SOON).until(() -> stream.changes().equals(List.of(6L)));
    }
  }

  @Test
  void malformedNumberIsRefused() {
    for (String id : List.of("x", "-1", "1.5", "9999999999999999999", "1%0A2")) {
      try (var stream = open(ada, "?lastEventId=" + id)) {
        assertThat(stream.response().statusCode()).as(id).isEqualTo(400);
      }
    }
  }

  @Test
  void tokenInTheAddressIsRefused() {
    try (var stream = open(ada, "?access_token=x")) {
      assertThat(stream.response().statusCode()).isEqualTo(400);
    }
  }

  @Test
  void withoutASessionThereIsNoStream() {
    try (var stream = SseClient.open(port, "CALSYNC_SESSION=bm9uZQ==", "")) {
      assertThat(stream.response().statusCode()).isEqualTo(401);
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .contains("application/problem+json");
    }
  }

  @Test
  void ninthStreamOfASessionIsRefused() {
    var open = new ArrayList<SseClient>();
    for (int i = 0; i < 8; i++) {
      open.add(open(ada, ""));
    }
    assertThat(open).allMatch(stream -> stream.response().statusCode() == 200);
    try (var ninth = open(ada, "")) {
      assertThat(ninth.response().statusCode()).isEqualTo(429);
      assertThat(ninth.response().headers().firstValue("Retry-After")).isPresent();
    }
    try (var other = open(world.person(), "")) {
      assertThat(other.response().statusCode()).isEqualTo(200);
    }
    open.forEach(SseClient::close);
  }

  @Test
  void signingOutEndsTheStream() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      sessions.deleteById(ada.sessionId());
      await().atMost(Duration.ofSeconds(5)).until(stream::isEnded);
    }
  }

  @Test
  void personGoneEndsTheStream() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      jdbc.sql("delete from channel.account where user_id = ?").param(ada.user().value()).update();
      jdbc.sql("delete from channel.person where user_id = ?").param(ada.user().value()).update();
      await().atMost(Duration.ofSeconds(5)).until(stream::isEnded);
    }
  }

  @Test
  void turnOfAnAccountOrACalendarIsHinted() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      // Whoever has just come is told to look at the calendars' health, once.
      await().atMost(SOON).until(() -> stream.hints().equals(List.of("calendar")));
      var account = new AccountId(ada.account());
      tell(new Lifecycle.AccountConnected(account, ada.user(), 1, Instant.now()));
      await().atMost(SOON).until(() -> stream.hints().contains("account"));
      tell(new Lifecycle.CalendarRemoved(account, ada.user(), 2, Instant.now(), work));
      await().atMost(SOON).until(() -> stream.hints().size() == 3);
      assertThat(stream.hints()).containsExactly("calendar", "account", "calendar");
    }
  }

  @Test
  void poisonOnTheTopicsHoldsUpNobody() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      double before = unreadable(Topics.CHANGES) + unreadable(Topics.LIFECYCLE);
      for (String topic : List.of(Topics.CHANGES, Topics.LIFECYCLE)) {
        for (String value : List.of("", "null", "[".repeat(10_000), "{\"type\":\"OfTomorrow\"}")) {
          kafka.send(topic, "key", value.getBytes(StandardCharsets.UTF_8)).join();
        }
      }
      world.announces(world.commits(ada.user(), work, "Lunch"));
      await().atMost(SOON).until(() -> stream.changes().size() == 1);
      tell(
          new Lifecycle.AccountConnected(
              new AccountId(ada.account()), ada.user(), 1, Instant.now()));
      await().atMost(SOON).until(() -> stream.hints().contains("account"));
      await()
          .atMost(SOON)
          .until(() -> unreadable(Topics.CHANGES) + unreadable(Topics.LIFECYCLE) == before + 8);
    }
  }

  private double unreadable(String topic) {
    return registry.counter("calsync.feed.unreadable.records", "topic", topic).count();
  }

  @Test
  void readerThatNeverReadsIsCutOffAndHoldsUpNobody() throws IOException {
    try (var stuck = new Socket("localhost", port);
        var stream = open(ada, "")) {
      stuck.setReceiveBufferSize(4096);
      stuck
          .getOutputStream()
          .write(
              ("GET /api/stream HTTP/1.1\r\nHost: localhost\r\nCookie: "
                      + ada.cookie()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      awaitOpen(stream);
      double before = cutOffs();
      String long100k = "x".repeat(100_000);
      for (int i = 1; i <= 100; i++) {
        world.announces(world.commits(ada.user(), work, long100k));
      }
      await().atMost(SOON).until(() -> stream.changes().size() == 100);
      assertThat(stream.changes()).isEqualTo(numbers(1, 100));
      await().atMost(SOON).until(() -> cutOffs() > before);
      // Its place is free again: with the other there are eight.
      List<SseClient> more = IntStream.range(0, 7).mapToObj(_ -> open(ada, "")).toList();
      assertThat(more).allMatch(opened -> opened.response().statusCode() == 200);
      more.forEach(SseClient::close);
    }
  }

  private double cutOffs() {
    return registry.counter("calsync.sse.cutoffs", "reason", "stuck").count();
  }

  private void tell(Lifecycle message) {
    kafka
        .send(
            Topics.LIFECYCLE,
            message.accountId().toString(),
            JsonMapper.shared().writerFor(Lifecycle.class).writeValueAsBytes(message))
        .join();
  }

  private SseClient open(Person person, String query, String... headers) {
    return SseClient.open(port, person.cookie(), query, headers);
  }

  private static void awaitOpen(SseClient stream) {
    await().atMost(SOON).until(() -> stream.retry() != null);
    assertThat(Long.parseLong(String.valueOf(stream.retry()))).isBetween(2000L, 8000L);
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
