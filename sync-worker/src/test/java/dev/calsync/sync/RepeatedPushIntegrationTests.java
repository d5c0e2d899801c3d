package dev.calsync.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** T2: whoever replays a push of Google's, unchanged, gains nothing and delays nobody. */
class RepeatedPushIntegrationTests extends SyncInstallation {
  private static final int REPLAYS = Integer.getInteger("guarantees.replays", 2_000);
  private static final int LATE = 5;
  private static final int TIMES = 50;
  private static final Duration CALM = Duration.ofSeconds(15); // as operating.md says

  private final ChannelId channel = new ChannelId(UUID.randomUUID());

  @Test
  void aPushThatIsNewAndComesManyTimesAtOnceCountsOnce() throws Exception {
    connect();
    awaitSynced();
    awaitAnswered();
    long asked = asked();
    pushAtOnce(9);
    push(calendar, channel, 10);
    await().untilAsserted(() -> assertThat(asked()).isGreaterThanOrEqualTo(asked + 2));
    assertThat(asked()).isEqualTo(asked + 2);
  }

  @Test
  void aPushThatIsReplayedCostsAListNowAndThenAndANewOneIsAnsweredAtOnce() throws Exception {
    connect();
    awaitSynced();
    awaitAnswered();
    long asked = asked();
    push(calendar, channel, 7);
    await().untilAsserted(() -> assertThat(asked()).isGreaterThan(asked));
    awaitAnswered();
    long before = google.lists(googleCalendar);
    Instant from = Instant.now();
    pushAtOnce(7); // were they new they would be a burst, in which others wait
    Event lunch = google.inserts(googleCalendar, "Lunch");
    push(calendar, channel, 8);
    await()
        .atMost(Duration.ofSeconds(4)) // in a burst it would wait for five
        .untilAsserted(() -> assertThat(mirror()).containsKey(lunch.getId()));

    awaitAnswered();
    long lists = google.lists(googleCalendar) - before;
    Duration took = Duration.between(from, Instant.now());
    System.out.printf(
        "T2: %d replays of a push and a new one in %d ms cost %d lists%n",
        REPLAYS, took.toMillis(), lists);
    // That of the new push, its second look and that of the one before.
    assertThat(lists).isLessThanOrEqualTo(3 + took.dividedBy(CALM));
  }

  /** P7. After an hour no worker knows their numbers any more: to it each is new, once. */
  @Test
  void pushesThatComeFiftyTimesShuffledAndAnHourLateChangeNothingAndCostFewLists()
      throws Exception {
    connect();
    awaitSynced();
    for (int number = 1; number <= LATE; number++) {
      google.inserts(googleCalendar, "Lunch " + number);
    }
    push(calendar, new ChannelId(UUID.randomUUID()), 1); // all are found by this one
    awaitMirrorEqualsGoogle();
    awaitNoSecondLook();
    long asked = asked();
    long told = (Long) requireNonNull(column("change_seq"));
    long before = google.lists(googleCalendar);
    Instant from = Instant.now();
    List<Long> numbers =
        LongStream.rangeClosed(1, LATE)
            .flatMap(number -> LongStream.range(0, TIMES).map(_ -> number))
            .boxed()
            .collect(Collectors.toList());
    Collections.shuffle(numbers, new Random(7));
    pushAtOnce(numbers, from.minus(Duration.ofHours(1)));

    await().untilAsserted(() -> assertThat(asked()).isEqualTo(asked + LATE));
    awaitNoSecondLook();
    long lists = google.lists(googleCalendar) - before;
    // P3's two, the second look being one of them, and that of pushes that came during the first.
    assertThat(lists).isBetween(1L, 3 + Duration.between(from, Instant.now()).dividedBy(CALM));
    assertThat(asked()).isEqualTo(asked + LATE);
    assertThat(column("change_seq")).isEqualTo(told);
    assertThat(changes()).hasSize((int) told);
    awaitMirrorEqualsGoogle();
  }

  private void pushAtOnce(long number) {
    pushAtOnce(Collections.nCopies(REPLAYS, number), Instant.now());
  }

  private void pushAtOnce(List<Long> numbers, Instant received) {
    numbers.stream()
        .map(number -> new Notification(calendar, channel, "exists", number, received, null))
        .map(json::writeValueAsBytes)
        .map(push -> kafka.send(Topics.NOTIFICATIONS, calendar.toString(), push))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private void awaitNoSecondLook() {
    awaitAnswered();
    await()
        .untilAsserted(() -> {
          assertThat(column("lease_owner")).isNull();
          assertThat(column("second_look")).isEqualTo(false);
        });
  }

  private long asked() {
    return (Long) requireNonNull(column("requested_gen"));
  }

  private void awaitAnswered() {
    await().untilAsserted(() -> assertThat(column("synced_gen")).isEqualTo(asked()));
  }
}
