package dev.calsync.simulator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
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

/** Delivery over HTTP at a clock that stands still: infra/docs/google-calendar.md §7.15, §7.16. */
class CourierIntegrationTests {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private final MovableClock clock = new MovableClock(Clock.fixed(NOW, ZoneOffset.UTC));
  private final List<Long> received = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private final HttpServer server = server();
  private final Chance chance = new Chance(1);
  private final Courier courier =
      new Courier(
          new PushSettings(
              Duration.ofSeconds(1),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofSeconds(5)),
          new PushChance(chance.of("pushes")),
          chance.of("retries"),
          clock);

  @AfterEach
  void stop() {
    courier.close();
    server.stop(0);
  }

  @Test
  @DisplayName("google-calendar.md §7.15, §7.22: an hour late by the simulator's clock")
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

  @Test
  @DisplayName("google-calendar.md §7.15: dropped messages are told of, copies are real")
  void droppedMessagesAreToldOfAndCopiesAreReal() {
    courier.faults(PushFaults.dropping(1));
    courier.accept(push(1));
    assertThat(courier.attempts()).extracting(Attempt::outcome).containsExactly("dropped");
    courier.faults(new PushFaults(false, 0, 1, 5, 0, 0, 0, 0));
    courier.accept(push(2));
    await().until(() -> received.size() == 5);
    assertThat(received).containsOnly(2L);
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
            try (exchange) {
              String number = exchange.getRequestHeaders().getFirst("X-Goog-Message-Number");
              received.add(Long.parseLong(String.valueOf(number)));
              exchange.sendResponseHeaders(status, -1);
            }
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new AssertionError("no server", e);
    }
  }
}
