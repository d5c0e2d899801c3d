package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.notifier.World.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which streams are refused or ended, and that none holds up another. */
class StreamBoundsIntegrationTests extends Streaming {
  @Autowired MeterRegistry registry;

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
    open.forEach(Streaming::awaitOpen);
    assertThat(open.stream().map(SseClient::retry).distinct().count())
        .as("pauses that they are told to make")
        .isGreaterThan(4);
    try (var ninth = open(ada, "")) {
      assertThat(ninth.response().statusCode()).isEqualTo(429);
      assertThat(ninth.response().headers().firstValue("Retry-After")).isPresent();
    }
    try (var other = open(world.person(), "")) {
      assertThat(other.response().statusCode()).isEqualTo(200);
    }
    open.forEach(SseClient::close);
  }

  /** T24; its full size is -Dstreams.connects=10000. */
  @Test
  void howeverOftenOnePersonConnectsFromManyBrowsersOthersAreServed() {
    var open = new ArrayList<SseClient>();
    for (int browser = 0; browser < 4; browser++) {
      Person elsewhere = world.elsewhere(ada);
      IntStream.range(0, 8).forEach(_ -> open.add(open(elsewhere, "")));
    }
    assertThat(open).allMatch(stream -> stream.response().statusCode() == 200);
    Person fifth = world.elsewhere(ada);
    for (int i = 0; i < Integer.getInteger("streams.connects", 500); i++) {
      try (var refused = open(fifth, "")) {
        assertThat(refused.response().statusCode()).isEqualTo(429);
      }
    }
    try (var other = open(world.person(), "")) {
      assertThat(other.response().statusCode()).isEqualTo(200);
      world.announces(world.commits(ada.user(), work, "Lunch"));
      await().atMost(SOON).until(() -> open.stream().allMatch(each -> each.changes().size() == 1));
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
}
