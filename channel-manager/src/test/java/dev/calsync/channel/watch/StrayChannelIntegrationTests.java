package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Channels that push though nobody has them in use are recognised by that, and ended. */
class StrayChannelIntegrationTests extends WatchedCalendarsInstallation {
  private Row active = new Row(new UUID(0, 0), new UUID(0, 0));

  @BeforeEach
  void aWatchedCalendar() {
    signInWatched();
    active = channels("ACTIVE").getFirst();
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
  }

  @Test
  void aChannelWhoseOpeningSeemedToFailIsEndedAtItsFirstPush() {
    Row lost = another("FAILED");
    push(lost, Instant.now());
    awaitEnded(lost);
    assertThatTheOthersGoOn();
  }

  @Test
  void aChannelThatNoRowTellsOfIsEndedAtItsFirstPush() {
    var unknown = new Row(UUID.randomUUID(), active.calendar());
    push(unknown, Instant.now());
    awaitEnded(unknown);
    assertThatTheOthersGoOn();
  }

  @Test
  void aChannelThatDiedWithItsOpenerIsEndedAndNotOnlyForgottenWhenItHasPushed() {
    Row halfOpen = another("OPENING");
    push(halfOpen, Instant.now());
    awaitEnded(halfOpen);
    assertThatTheOthersGoOn();
  }

  @Test
  void theLastPushesOfAChannelThatWasEndedMeanNothing() {
    Row ended = another("STOPPED");
    push(ended, Instant.now().plus(Duration.ofMinutes(1)));
    assertThatAllIsRead("channel-manager", Topics.NOTIFICATIONS);
    assertThat(channels("STOPPED")).containsExactly(ended);

    push(ended, Instant.now().plus(Duration.ofMinutes(3)));
    awaitEnded(ended);
  }

  @Test
  void aChannelThatCannotBeEndedNowIsEndedLaterAndItsCalendarStaysWatched() {
    GOOGLE.stopError = "503 backendError";
    Row stray = another("FAILED");
    push(stray, Instant.now());
    await()
        .untilAsserted(() -> assertThat(channelsWhere("last_error like 'stop: 503%'")).hasSize(1));
    assertThat(due()).isZero();
    assertThat(channelsWhere("state = 'STRAY' and renew_at > now() + interval '1 minute'"))
        .containsExactly(stray);

    GOOGLE.stopError = "";
    jdbc.sql("update channel.watch_channel set renew_at = now() where state = 'STRAY'").update();
    makeDue();
    awaitEnded(stray);
    assertThatTheOthersGoOn();
  }

  private void awaitEnded(Row channel) {
    await().untilAsserted(() -> assertThat(channels("STOPPED")).containsExactly(channel));
    assertThat(GOOGLE.stopped)
        .extracting(stop -> stop.path("id"))
        .extracting(JsonNode::asString)
        .containsExactly(channel.channel().toString());
    assertThat(GOOGLE.stopped.getFirst().path("resourceId").asString()).isEqualTo("its resource");
  }

  private void assertThatTheOthersGoOn() {
    assertThat(channels("ACTIVE")).hasSize(2).contains(active);
  }

  private void push(Row channel, Instant received) {
    publish(
        new Notification(
            new CalendarId(channel.calendar()),
            new ChannelId(channel.channel()),
            "sync",
            1,
            received,
            "its resource"));
  }

  private Row another(String state) {
    var row = new Row(UUID.randomUUID(), active.calendar());
    jdbc.sql(
            """
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state, ended_at)
            select :id, calendar_id, account_id, :state, now()
              from channel.watch_channel where channel_id = :channel
            """)
        .param("id", row.channel())
        .param("state", state)
        .param("channel", active.channel())
        .update();
    return row;
  }
}
