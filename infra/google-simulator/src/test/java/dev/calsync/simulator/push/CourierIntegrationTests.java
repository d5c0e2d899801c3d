package dev.calsync.simulator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.calsync.simulator.Shows;
import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.fault.PushChance;
import dev.calsync.simulator.fault.PushFaults;
import dev.calsync.simulator.time.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery over HTTP at a clock that stands still: infra/docs/google-calendar.md §7.15, §7.16. */
class CourierIntegrationTests {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private final MovableClock clock = new MovableClock(Clock.fixed(NOW, ZoneOffset.UTC));
  private final List<Long> received = new CopyOnWriteArrayList<>();

  /** What is no status: the connection breaks, or nothing ever comes. */
  private static final int BROKEN = 0;

  private static final int SILENT = -1;

  private volatile int status = 204;
  private final HttpServer server = server();
  private final Chance chance = new Chance(1);
  private final Courier courier = courier(Duration.ofSeconds(5));

  @AfterEach
  void stop() {
    courier.close();
    server.stop(0);
  }

  @Test
  @DisplayName("google-calendar.md §7.15, §7.22: an hour late by the simulator's clock")
  @Shows({
    "§7.15 messages are late, from milliseconds to an hour",
    "§7.16 the pauses follow the simulator's clock"
  })
  void aLateMessageComesWhenTheClockIsMoved() {
    courier.faults(new PushFaults(false, 0, 0, 1, 3_600_000, 0, 0, 0));
    courier.accept(push(1));
    clock.advance(Duration.ofMinutes(59));
    courier.faults(PushFaults.NONE);
    courier.accept(push(2));
    await().until(() -> received.contains(2L));
    assertThat(received).containsExactly(2L);
    clock.advance(Duration.ofMinutes(1));
    await().until(() -> received.contains(1L));
  }

  @Test
  @DisplayName("google-calendar.md §7.16: 503 is tried again with growing pauses, then given up")
  @Shows({"§7.16 500, 502, 503 and 504 are tried again", "§7.16 every attempt is recorded"})
  void aRefusedMessageIsTriedAgainWithGrowingPausesThenGivenUp() {
    status = 503;
    courier.accept(push(1));
    Duration pause = Duration.ofSeconds(2);
    while (courier.attempts().stream().noneMatch(made -> made.outcome().equals("failed"))) {
      int before = received.size();
      clock.advance(pause);
      pause = pause.multipliedBy(2);
      await().until(() -> courier.attempts().size() > before || received.size() > before);
      await().until(() -> courier.attempts().size() == received.size());
    }
    assertThat(courier.attempts())
        .extracting(Attempt::outcome)
        .startsWith("retrying", "retrying", "retrying")
        .endsWith("failed");
    assertThat(courier.attempts()).extracting(Attempt::status).containsOnly(503);
  }

  @ParameterizedTest
  @ValueSource(ints = {BROKEN, SILENT})
  @Shows({"§7.16 a timeout is tried again", "§7.16 a broken connection is tried again"})
  void whatIsNotAnsweredIsTriedAgain(int unanswered) {
    status = unanswered;
    try (Courier hasty = courier(Duration.ofMillis(500))) {
      hasty.accept(push(1));
      await().until(() -> !hasty.attempts().isEmpty());
      assertThat(hasty.attempts().getFirst().status()).isZero();
      assertThat(hasty.attempts().getFirst().outcome()).isEqualTo("retrying");
      status = 204;
      await()
          .until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return hasty.attempts().getLast().outcome().equals("delivered");
          });
    }
  }

  @Test
  @DisplayName("google-calendar.md §7.15: dropped messages are told of, copies are real")
  @Shows({"§7.15 a share of messages is lost", "§7.15 a share of messages is doubled"})
  void droppedMessagesAreToldOfAndCopiesAreReal() {
    courier.faults(PushFaults.dropping(1));
    courier.accept(push(1));
    assertThat(courier.attempts()).extracting(Attempt::outcome).containsExactly("dropped");
    courier.faults(new PushFaults(false, 0, 1, 5, 0, 0, 0, 0));
    courier.accept(push(2));
    await().until(() -> received.size() == 5);
    assertThat(received).containsOnly(2L);
  }

  @Test
  @DisplayName("google-calendar.md §7.15: messages arrive in another order than they were sent in")
  @Shows("§7.15 messages overtake one another")
  void aMessageThatIsHeldIsOvertakenByThoseSentAfterIt() {
    for (long number = 1; number <= 6; number++) {
      boolean held = number % 3 == 1;
      courier.faults(new PushFaults(false, 0, 0, 1, 0, 0, 0, held ? 1 : 0));
      courier.accept(push(number));
      if (!held) {
        long arriving = number;
        await().until(() -> received.contains(arriving));
      }
    }
    assertThat(received).containsExactly(2L, 3L, 5L, 6L);
    clock.advance(Duration.ofSeconds(3));
    await().until(() -> courier.attempts().size() == 6);
    assertThat(received).hasSize(6).startsWith(2L, 3L, 5L, 6L).contains(1L, 4L);
    assertThat(courier.attempts()).extracting(Attempt::outcome).containsOnly("delivered");
  }

  private Courier courier(Duration timeout) {
    return new Courier(
        new PushSettings(
            Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofHours(1), timeout),
        new PushChance(chance.of("pushes")),
        chance.of("retries"),
        clock);
  }

  private Push push(long number) {
    String address = "http://localhost:" + server.getAddress().getPort() + "/";
    Channel channel =
        new Channel(
            "one",
            "ada@example.com",
            "client",
            new Resource.EventsOf("ada@example.com"),
            "resource",
            "uri",
            address,
            null,
            NOW.plus(Duration.ofDays(7)));
    return new Push(channel, number, "exists", NOW);
  }

  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/",
          exchange -> {
            String number = exchange.getRequestHeaders().getFirst("X-Goog-Message-Number");
            received.add(Long.parseLong(String.valueOf(number)));
            if (status > BROKEN) {
              exchange.sendResponseHeaders(status, -1);
            }
            if (status != SILENT) {
              exchange.close();
            }
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new AssertionError("no server", e);
    }
  }
}
