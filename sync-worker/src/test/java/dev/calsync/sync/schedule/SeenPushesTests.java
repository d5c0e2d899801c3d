package dev.calsync.sync.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SeenPushesTests {
  private final ChannelId channel = new ChannelId(UUID.randomUUID());
  private Instant now = Instant.EPOCH;
  private final SeenPushes seen = new SeenPushes(JsonMapper.shared(), () -> now);

  @Test
  void aPushIsKnownByChannelAndNumberHoweverItCameUntilTenMinutesAfterItCameLast() {
    seen.addAll(List.of(push(channel, 7)));
    assertThat(seen.contains(push(channel, 7))).isTrue();
    assertThat(seen.contains(push(channel, 8))).isFalse();
    assertThat(seen.contains(push(new ChannelId(UUID.randomUUID()), 7))).isFalse();

    now = now.plus(SeenPushes.LATELY);
    assertThat(seen.contains(push(channel, 7))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[]", "{}", "{\"channelId\":\"no uuid\"}", "\u0000"})
  void whatIsNoPushIsNeverKnown(String message) {
    assertThat(seen.read(message.getBytes(UTF_8))).isEmpty();
    assertThat(seen.read(null)).isEmpty();
  }

  /** Each time received at another moment. */
  private SeenPushes.Push push(ChannelId of, long number) {
    now = now.plusSeconds(1);
    var notification =
        new Notification(new CalendarId(UUID.randomUUID()), of, "exists", number, now, "resource");
    return seen.read(JsonMapper.shared().writeValueAsBytes(notification)).orElseThrow();
  }
}
