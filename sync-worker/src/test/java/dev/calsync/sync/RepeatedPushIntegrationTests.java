package dev.calsync.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.ChannelId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** T2: whoever replays a push of Google's gains nothing, and takes nothing from others. */
@TestPropertySource(
    properties = "calsync.sync.burst=1000000") // so many would be saved calls anyway
class RepeatedPushIntegrationTests extends SyncInstallation {
  private static final int REPLAYS = Integer.getInteger("guarantees.replays", 2_000);
  private static final int AT_ONCE = 100;

  private final ChannelId channel = new ChannelId(UUID.randomUUID());

  @Test
  void aPushThatIsReplayedCostsTwoListsAtMostAndANewOneIsAnsweredAtOnce() throws Exception {
    connect();
    awaitSynced();
    awaitAnswered();
    long asked = asked();
    push(calendar, channel, 7);
    awaitAsked(asked + 1);
    awaitAnswered();
    long before = google.lists(googleCalendar);
    for (int sent = AT_ONCE; sent <= REPLAYS; sent += AT_ONCE) {
      for (int i = 0; i < AT_ONCE; i++) {
        push(calendar, channel, 7);
      }
      awaitAsked(asked + 1 + sent);
    }
    long lists = google.lists(googleCalendar) - before;
    System.out.printf("T2: %d replays of a push cost %d lists%n", REPLAYS, lists);
    assertThat(lists).isLessThanOrEqualTo(2);

    Event lunch = google.inserts(googleCalendar, "Lunch");
    push(calendar, channel, 8);
    await()
        .atMost(Duration.ofSeconds(3)) // what can wait waits for five
        .untilAsserted(() -> assertThat(mirror()).containsKey(lunch.getId()));
  }

  private long asked() {
    return (Long) requireNonNull(column("requested_gen"));
  }

  private void awaitAsked(long times) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(() -> assertThat(asked()).isGreaterThanOrEqualTo(times));
  }

  private void awaitAnswered() {
    await().untilAsserted(() -> assertThat(column("synced_gen")).isEqualTo(asked()));
  }
}
