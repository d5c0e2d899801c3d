package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.ChannelBehaviour;
import dev.calsync.simulator.channel.Push;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that behave worse than usual: infra/docs/google-calendar.md §7.12, §7.15, §7.17. */
class ChannelBehaviourTests {
  private static final String CLIENT = "client";
  private final World world = new World();

  @Test
  @DisplayName("google-calendar.md §7.12: the expiration can be a number")
  void theExpirationCanBeANumber() {
    Channel channel = watch("one");
    assertThat(channel.json(true).get("expiration")).isEqualTo(channel.expiration().toEpochMilli());
  }

  @Test
  @DisplayName("google-calendar.md §7.12: the longest life is Google's to choose")
  @Shows("§7.12 no channel lives longer than Google's longest life")
  void theLongestLifeIsGooglesToChoose() {
    behave(world.google.behaviour().channels().withLongestLife(Duration.ofHours(1)));
    assertThat(watch("one").expiration()).isEqualTo(World.NOW.plus(Duration.ofHours(1)));
    behave(world.google.behaviour().channels().withLongestLife(Duration.ofDays(30)));
    assertThat(watch("two").expiration()).isEqualTo(World.NOW.plus(Duration.ofDays(7)));
    Map<String, Object> longer = World.channel("three");
    longer.put("params", Map.of("ttl", "1209600"));
    assertThat(world.events.watch(ADA, CLIENT, ADA, longer).expiration())
        .isEqualTo(World.NOW.plus(Duration.ofDays(14)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "type", "address"})
  @DisplayName("google-calendar.md §7.12, §2.1: a channel needs an id, a type and an address")
  @Shows("§7.12 a channel without id, type or address is 400")
  void aChannelNeedsAllThree(String missing) {
    Map<String, Object> body = World.channel("one");
    body.remove(missing);
    assertRefused(400, "required", () -> world.events.watch(ADA, CLIENT, ADA, body));
  }

  @Test
  @DisplayName("google-calendar.md §7.12, §2.2: what watch refuses")
  @Shows({
    "§7.12 a channel id or token that is too long is 400",
    "§7.12 an unverified host is 401 push.webhookUrlUnauthorized",
    "§7.12 watching a calendar that is not there is 404"
  })
  void whatWatchRefuses() {
    Map<String, Object> longToken = World.channel("one");
    longToken.put("token", "x".repeat(257));
    assertRefused(400, "invalid", () -> world.events.watch(ADA, CLIENT, ADA, longToken));
    Map<String, Object> otherType = World.channel("one");
    otherType.put("type", "email");
    assertRefused(400, "invalid", () -> world.events.watch(ADA, CLIENT, ADA, otherType));
    assertRefused(
        404,
        "notFound",
        () -> world.events.watch(ADA, CLIENT, "nobody@example.com", World.channel("one")));
    behave(world.google.behaviour().channels().withVerifiedHosts(List.of("www.example.com")));
    assertRefused(401, "push.webhookUrlUnauthorized", () -> watch("one"));
  }

  @Test
  void aChannelThatCannotBeIsRefused() {
    List<Map<String, Object>> wrong =
        List.of(
            Map.of("params", Map.of("ttl", Long.toString(Long.MIN_VALUE))),
            Map.of("params", Map.of("ttl", List.of())),
            Map.of("expiration", List.of()),
            Map.of("token", 5));
    for (Map<String, Object> fields : wrong) {
      Map<String, Object> body = new LinkedHashMap<>(World.channel("one"));
      body.putAll(fields);
      assertRefused(400, "invalid", () -> world.events.watch(ADA, CLIENT, ADA, body));
    }
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.17: stop takes effect after a lag, and can be repeated so long")
  @Shows({"§7.15 messages come after a stop", "§7.17 stop takes effect after a lag"})
  void stopTakesEffectAfterALag() {
    behave(world.google.behaviour().channels().withStopLag(Duration.ofMinutes(2)));
    Channel channel = watch("one");
    world.google.stopChannel(ADA, CLIENT, channel.json());
    world.google.stopChannel(ADA, CLIENT, channel.json());
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushed()).containsExactly("one");
    world.clock.advance(Duration.ofMinutes(2));
    world.insert(lunch());
    assertThat(world.pushed()).containsExactly("one");
    assertRefused(404, "notFound", () -> world.google.stopChannel(ADA, CLIENT, channel.json()));
  }

  @Test
  @DisplayName(
      "google-calendar.md §7.15: one change can be many messages with numbers of their own")
  @Shows("§7.15 a share of changes is told many times")
  void oneChangeCanBeManyMessages() {
    behave(world.google.behaviour().channels().withBurst(1, 20));
    watch("one");
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushes).hasSize(20);
    assertThat(world.pushes).extracting(Push::number).isSorted().doesNotHaveDuplicates();
    behave(world.google.behaviour().channels().withBurst(0.5, 3));
    world.pushes.clear();
    for (int change = 0; change < 100; change++) {
      world.insert(lunch());
    }
    assertThat(world.pushes).hasSizeBetween(160, 240);
  }

  @Test
  @DisplayName("google-calendar.md §7.15: a channel can fall silent though it lives")
  @Shows("§7.15 a channel falls silent")
  void aChannelCanFallSilent() {
    watch("one");
    watch("two");
    world.google.administration().silence("one", true);
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushed()).containsExactly("two");
    world.google.administration().silence("one", false);
    world.insert(lunch());
    assertThat(world.pushed()).containsExactly("two", "one", "two");
    behave(world.google.behaviour().channels().withSilence(1));
    world.insert(lunch());
    assertThat(world.pushes).hasSize(3);
    assertThat(world.google.administration().channels()).hasSize(2);
  }

  private void behave(ChannelBehaviour behaviour) {
    world.google.behaviour(world.google.behaviour().with(behaviour));
  }

  private Channel watch(String id) {
    return world.events.watch(ADA, CLIENT, "primary", World.channel(id));
  }
}
