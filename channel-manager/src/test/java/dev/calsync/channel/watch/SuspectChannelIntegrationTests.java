package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.ChannelSuspect;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Channels that are silent or missed a push: doubted, announced and replaced, and no others. */
class SuspectChannelIntegrationTests extends WatchedCalendarsInstallation {
  @Autowired Channels channels;
  @Autowired SilentChannels silent;
  @Autowired Confirmations confirmations;

  @Test
  @KnownBug(Complaint.WATCH_DIES_SILENTLY)
  void aChannelWithoutASyncMessageIsSuspectedAnnouncedAndReplaced() {
    signInWatched();
    List<Row> silent = channels("ACTIVE");
    jdbc.sql("update channel.watch_channel set created_at = now() - interval '3 minutes'").update();
    makeDue();
    await()
        .untilAsserted(() -> {
          assertThat(channels("ACTIVE")).hasSize(2).doesNotContainAnyElementsOf(silent);
          assertThat(channels("STOPPED")).containsAll(silent);
        });
    assertThat(announced(ChannelSuspect.class).size()).isLessThanOrEqualTo(2);
  }

  @Test
  void whileAChannelIsSuspectItsCalendarIsAnnouncedAsNotWatchedAndThenAsWatchedAgain() {
    signInWatched();
    Row silent = channels("ACTIVE").getFirst();
    GOOGLE.watchError = "503 backendError"; // It cannot be replaced yet.
    jdbc.sql(
            """
            update channel.watch_channel set created_at = now() - interval '3 minutes'
             where channel_id = :channel
            """)
        .param("channel", silent.channel())
        .update();
    makeDue();
    await()
        .untilAsserted(() ->
            assertThat(told(silent))
                .anyMatch(ChannelSuspect.class::isInstance)
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNull()));
    GOOGLE.watchError = "";
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2).doesNotContain(silent));
    channels("ACTIVE").forEach(this::push);
    awaitToldToBeWatched(silent);
    assertThat(told(silent)).extracting(Lifecycle::version).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @KnownBug(Complaint.WATCH_DIES_SILENTLY)
  void missedPushesReplaceTheChannelThatMissedThemOnceAndNoneOpenedLater() {
    signInWatched();
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
    Row silent = channels("ACTIVE").getFirst();
    Instant change = Instant.now();

    missed(silent, change);
    missed(silent, change);

    await()
        .untilAsserted(() -> {
          assertThat(channels("STOPPED")).containsExactly(silent);
          assertThat(channels("ACTIVE")).hasSize(2).doesNotContain(silent);
        });
    assertThat(GOOGLE.watchCalls).hasValue(3);
    await()
        .untilAsserted(() ->
            assertThat(told(silent))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNull()));
    channels("ACTIVE").forEach(this::push);
    awaitToldToBeWatched(silent);

    missed(silent, change); // The new channel is not to blame.
    assertThatAllIsRead("channel-manager-misses", Topics.LIFECYCLE);
    assertThat(channels("ACTIVE")).hasSize(2);
    assertThat(GOOGLE.watchCalls).hasValue(3);
  }

  @Test
  void aCalendarWhoseChannelWasRenewedSinceTheMissIsAnnouncedAsWatchedOnceMore() {
    signInWatched();
    Row healthy = channels("ACTIVE").getFirst();
    push(healthy);
    awaitToldToBeWatched(healthy);
    long before = told(healthy).getLast().version();

    missed(healthy, Instant.now().minus(Duration.ofHours(1)));

    await()
        .untilAsserted(() ->
            assertThat(told(healthy))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class,
                    added -> {
                      assertThat(added.version()).isEqualTo(before + 1);
                      assertThat(added.watchedUntil()).isNotNull();
                    }));
    assertThat(channels("ACTIVE")).contains(healthy);
  }

  /** As the worker says it. */
  private void missed(Row row, Instant since) {
    var account = new AccountId(UUID.randomUUID());
    var message =
        new Lifecycle.PushesMissed(
            account,
            new UserId(UUID.randomUUID()),
            1,
            Instant.now(),
            new CalendarId(row.calendar()),
            since);
    send(Topics.LIFECYCLE, JsonMapper.shared().writeValueAsBytes(message));
  }

  @Test
  void aChannelThatDeliversWhileItIsBeingDoubtedLeavesItsCalendarAsItIs() {
    signInWatched();
    Row row = channels("ACTIVE").getFirst();
    var calendar = new CalendarId(row.calendar());
    WatchPlan.Channel asItWas = channels.live(calendar).getFirst();
    assertThat(confirmations.confirm(List.of(new ChannelId(row.channel())), Instant.now()))
        .isTrue();
    List<Map<String, @Nullable Object>> before = calendarRow(row);
    assertThat(silent.unconfirmed(asItWas, calendar, Instant.now())).isFalse();
    assertThat(calendarRow(row)).isEqualTo(before);
    assertThat(channelsWhere("suspect_at is not null")).isEmpty();
  }

  private List<Map<String, @Nullable Object>> calendarRow(Row row) {
    return jdbc.sql(
            """
            select version, watched_until, watch_attempts from channel.calendar
             where calendar_id = :calendar
            """)
        .param("calendar", row.calendar())
        .query()
        .listOfRows();
  }
}
