package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a node allows its streams: an age, how many there are, and none once it stops. */
class StreamNodeIntegrationTests {
  private static final Duration AGE = Duration.ofSeconds(4);

  @Test
  void streamsEndAroundTheirAgeEachAtAnotherMomentAndAreResumed() {
    Tables.migrate();
    try (Node node = Node.start(TestInfrastructure.database(), "calsync.stream.max-age=4s")) {
      World world = node.world();
      Person ada = world.person();
      CalendarId work = world.calendar(ada, "owner");
      world.commits(ada.user(), work, "before");
      Map<SseClient, Long> begun = new HashMap<>();
      for (int i = 0; i < 8; i++) {
        long now = System.nanoTime();
        begun.put(SseClient.open(node.port(), ada.cookie(), "?lastEventId=0"), now);
      }
      List<Long> ages = ages(begun).values().stream().sorted().toList();
      assertThat(ages.getFirst()).isGreaterThanOrEqualTo(AGE.toNanos() * 8 / 10);
      assertThat(ages.getLast())
          .isLessThan(AGE.toNanos() * 12 / 10 + Duration.ofSeconds(2).toNanos());
      assertThat(ages.getLast() - ages.getFirst()).isGreaterThan(AGE.toNanos() / 50);

      world.announces(world.commits(ada.user(), work, "meanwhile"));
      String last = begun.keySet().iterator().next().lastEventId();
      try (var again = SseClient.open(node.port(), ada.cookie(), "", "Last-Event-ID", last)) {
        await().atMost(Streaming.SOON).until(() -> again.changes().equals(List.of(2L)));
      }
    }
  }

  /** How long each lasted. */
  private static Map<SseClient, Long> ages(Map<SseClient, Long> begun) {
    var ages = new HashMap<SseClient, Long>();
    await()
        .atMost(Streaming.SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          begun.forEach((stream, since) -> {
            if (stream.isEnded()) {
              ages.putIfAbsent(stream, System.nanoTime() - since);
            }
          });
          return ages.size() == begun.size();
        });
    return ages;
  }

  @Test
  void soManyAreServedWhosoeverTheyAreAndNoneOnceTheNodeStops() {
    Tables.migrate();
    try (Node node = Node.start(TestInfrastructure.database(), "calsync.stream.per-node=6")) {
      World world = node.world();
      Person ada = world.person();
      List<SseClient> served =
          IntStream.range(0, 6)
              .mapToObj(_ -> SseClient.open(node.port(), world.person().cookie(), ""))
              .toList();
      assertThat(served).allMatch(stream -> stream.response().statusCode() == 200);
      assertRefused(node, ada, 429);

      node.drains();
      await().atMost(Streaming.SOON).until(() -> served.stream().allMatch(SseClient::isEnded));
      assertRefused(node, ada, 503);
      assertThat(new Api(node.port()).get(ada, "/api/me").status()).isEqualTo(200);
    }
  }

  private static void assertRefused(Node node, Person person, int status) {
    try (var refused = SseClient.open(node.port(), person.cookie(), "")) {
      assertThat(refused.response().statusCode()).isEqualTo(status);
      assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
    }
  }
}
