package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.channel.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels and messages: infra/docs/google-calendar.md §2, §3, §7 points 12 to 14 and 17. */
class ChannelTests {
  private static final String CLIENT = "client";
  private final World world = new World();

  @Test
  @DisplayName(
      "google-calendar.md §7.13: the first message is sync, number 1, and later numbers jump")
  @Shows({"§7.13 the first message is sync, number 1", "§7.13 later numbers jump by chance"})
  void theFirstMessageIsSyncAndLaterNumbersJump() {
    watch("one");
    for (int change = 0; change < 20; change++) {
      world.insert(lunch());
    }
    assertThat(world.pushes.getFirst().state()).isEqualTo("sync");
    assertThat(world.pushes.getFirst().number()).isEqualTo(1);
    assertThat(world.pushes.stream().skip(1))
        .hasSize(20)
        .allMatch(push -> push.state().equals("exists"));
    Set<Long> steps = new TreeSet<>();
    for (int push = 1; push <= 20; push++) {
      steps.add(world.pushes.get(push).number() - world.pushes.get(push - 1).number());
    }
    assertThat(steps).hasSizeGreaterThan(5).allMatch(step -> step > 0);
  }

  @Test
  @DisplayName("google-calendar.md §7.14: headers are as Google writes them")
  @Shows({
    "§7.14 the headers are Google's to the letter",
    "§7.14 the expiration is a date of RFC 1123",
    "§7.14 the content type is malformed",
    "§7.12 the resource URI repeats the calendar as written and ends in ?alt=json"
  })
  void headersAreGooglesToTheLetter() {
    Map<String, Object> body = body("one");
    body.put("token", "secret");
    Channel channel = world.events.watch(ADA, CLIENT, "primary", body);
    assertThat(world.pushes.getFirst().headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Content-Type",
                "application/json; utf-8",
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
                "X-Goog-Channel-ID",
                "one",
                "X-Goog-Channel-Token",
                "secret",
                "X-Goog-Channel-Expiration",
                "Mon, 09 Mar 2026 08:00:00 GMT",
                "X-Goog-Resource-ID",
                channel.resourceId(),
                "X-Goog-Resource-URI",
                "https://www.googleapis.com/calendar/v3/calendars/primary/events?alt=json",
                "X-Goog-Resource-State",
                "sync",
                "X-Goog-Message-Number",
                "1"));
  }

  @Test
  void aChannelWithoutATokenHasNoHeaderForIt() {
    watch("one");
    assertThat(world.pushes.getFirst().headers())
        .hasSize(8)
        .doesNotContainKey("X-Goog-Channel-Token");
  }

  @Test
  @Shows({
    "§7.12 the expiration is a text of milliseconds",
    "§7.12 a channel lives seven days unless told otherwise",
    "§7.12 one person and resource have one resource id"
  })
  void theAnswerHasTheExpirationAsTextOfMilliseconds() {
    Channel channel = watch("one");
    long inSevenDays = World.NOW.plus(Duration.ofDays(7)).toEpochMilli();
    assertThat(channel.json())
        .containsEntry("kind", "api#channel")
        .containsEntry("expiration", Long.toString(inSevenDays));
    assertThat(channel.resourceId()).hasSize(27).isEqualTo(watch("two").resourceId());
  }

  @Test
  @Shows({
    "§7.12 no channel lives longer than Google's longest life",
    "§7.12 an expiration in seconds is 400"
  })
  void aShorterLifeIsGrantedAndALongerOneCut() {
    Map<String, Object> shorter = body("one");
    shorter.put("params", Map.of("ttl", "60"));
    assertThat(world.events.watch(ADA, CLIENT, ADA, shorter).expiration())
        .isEqualTo(World.NOW.plusSeconds(60));
    Map<String, Object> longer = body("two");
    longer.put("expiration", World.NOW.plus(Duration.ofDays(30)).toEpochMilli());
    assertThat(world.events.watch(ADA, CLIENT, ADA, longer).expiration())
        .isEqualTo(World.NOW.plus(Duration.ofDays(7)));
    Map<String, Object> inSeconds = body("three");
    inSeconds.put("expiration", World.NOW.plus(Duration.ofDays(1)).getEpochSecond());
    assertRefused(400, "invalid", () -> world.events.watch(ADA, CLIENT, ADA, inSeconds));
  }

  @Test
  @Shows({
    "§7.12 a channel id used before is 400 channelIdNotUnique",
    "§7.12 a channel id or token that is too long is 400"
  })
  void idsAreUniqueForTheirClientEvenAfterStop() {
    Channel channel = watch("one");
    assertRefused(400, "channelIdNotUnique", () -> watch("one"));
    world.google.stopChannel(ADA, CLIENT, channel.json());
    assertRefused(400, "channelIdNotUnique", () -> watch("one"));
    assertRefused(400, "invalid", () -> watch("x".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/hook", "ftp://localhost/", "localhost", "http://"})
  @Shows("§7.12 an address without https is 400 push.webhookUrlNotHttps")
  void onlyHttpsIsCalledOrOnesOwnMachine(String address) {
    Map<String, Object> body = body("one");
    body.put("address", address);
    assertRefused(400, "push.webhookUrlNotHttps", () -> world.events.watch(ADA, CLIENT, ADA, body));
  }

  @Test
  @Shows("§7.12 a calendar that cannot be watched is 400 pushNotSupportedForRequestedResource")
  void someCalendarsCannotBeWatched() {
    String id =
        world.google.administration().newCalendar(ADA, "x#holiday", false, Map.of("summary", "H"));
    assertRefused(
        400,
        "pushNotSupportedForRequestedResource",
        () -> world.events.watch(ADA, CLIENT, id, body("one")));
  }

  @Test
  @Shows("§7.15 n channels have n messages")
  void threeChannelsOfOnePersonHaveThreeMessages() {
    watch("one");
    watch("two");
    watch("three");
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushed()).containsExactly("one", "two", "three");
    assertThat(world.pushes)
        .extracting(push -> push.channel().resourceId())
        .containsOnly(world.pushes.getFirst().channel().resourceId());
  }

  @Test
  void oneChangeOfASharedCalendarReachesAllWhoWatchIt() {
    world.google.administration().addUser("grace@example.com", "Grace", "UTC");
    world.google.administration().share(ADA, "grace@example.com", Role.READER, Map.of());
    Channel own = watch("one");
    Channel shared = world.events.watch("grace@example.com", CLIENT, ADA, body("two"));
    assertThat(shared.resourceId()).isNotEqualTo(own.resourceId());
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushes)
        .extracting(push -> push.channel().id())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  @Shows({
    "§7.17 a wrong pair is 404",
    "§7.17 another person's channel is 404",
    "§7.17 another client's channel is 404"
  })
  void onlyTheSamePersonWithTheSameClientCanStop() {
    Channel channel = watch("one");
    world.google.administration().addUser("grace@example.com", "Grace", "UTC");
    assertRefused(
        404,
        "notFound",
        () -> world.google.stopChannel("grace@example.com", CLIENT, channel.json()));
    assertRefused(404, "notFound", () -> world.google.stopChannel(ADA, "other", channel.json()));
    assertRefused(
        404,
        "notFound",
        () -> world.google.stopChannel(ADA, CLIENT, Map.of("id", "one", "resourceId", "x")));
    world.google.stopChannel(ADA, CLIENT, channel.json());
    world.pushes.clear();
    world.insert(lunch());
    assertThat(world.pushes).isEmpty();
  }

  @Test
  @Shows("§7.22 the clock can be moved: channels end")
  void anExpiredChannelIsSilent() {
    watch("one");
    world.pushes.clear();
    world.clock.advance(Duration.ofDays(7));
    world.insert(lunch());
    assertThat(world.pushes).isEmpty();
  }

  @Test
  void aNewCalendarIsAChangeOfTheCalendarList() {
    world.google.calendarList().watch(ADA, CLIENT, body("list"));
    world.pushes.clear();
    world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "New"));
    assertThat(world.pushes).hasSize(1);
  }

  private Channel watch(String id) {
    return world.events.watch(ADA, CLIENT, "primary", body(id));
  }

  private static Map<String, Object> body(String id) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", id);
    body.put("type", "web_hook");
    body.put("address", "https://example.com/hook");
    return body;
  }
}
