package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarNotWatchable;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** Watch channels over their life: opened or refused, confirmed, renewed, stopped and forgotten. */
class WatchIntegrationTests extends WatchedCalendarsInstallation {
  @Test
  @KnownBug(Complaint.PUSH_BEFORE_ITS_ROW)
  void aPushThatComesBeforeItsChannelIsAnsweredFindsTheChannelAndConfirmsIt() {
    List<Row> early = new CopyOnWriteArrayList<>();
    GOOGLE.beforeWatchAnswer =
        channel -> {
          String id = channel.path("id").asString();
          channelsWhere("state = 'OPENING' and channel_id = '" + id + "'")
              .forEach(row -> {
                push(row);
                early.add(row);
              });
        };
    signInWatched();
    assertThat(channels("ACTIVE")).containsExactlyInAnyOrderElementsOf(early);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
  }

  @Test
  void aPushConfirmsItsChannel() {
    signInWatched();
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
  }

  @Test
  @KnownBug(Complaint.WATCH_DIES_SILENTLY)
  void renewalOpensTheNewChannelFirstAndStopsTheOldOneOnceTheNewOneDelivers() {
    signInWatched();
    List<Row> old = channels("ACTIVE");
    jdbc.sql("update channel.watch_channel set renew_at = now(), confirmed_at = now()").update();
    makeDue();
    await().untilAsserted(() -> assertThat(channels("RETIRING")).hasSize(2));
    assertThat(channels("ACTIVE")).hasSize(2).doesNotContainAnyElementsOf(old);
    assertThat(GOOGLE.stopped).isEmpty();
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(GOOGLE.stopped).hasSize(2));
    assertThat(GOOGLE.stopped)
        .extracting(stop -> stop.path("id").asString())
        .containsExactlyInAnyOrderElementsOf(
            old.stream().map(r -> r.channel().toString()).toList());
    await().untilAsserted(() -> assertThat(channels("STOPPED")).hasSize(2));
  }

  @Test
  @KnownBug(Complaint.EXPIRY_IN_WRONG_UNIT)
  void aChannelIsRenewedBetweenHalfAndFourFifthsOfTheLifeThatGoogleGave() {
    GOOGLE.channelLife = Duration.ofHours(10);
    signInWatched();
    assertThat(
            jdbc.sql(
                    """
                    select extract(epoch from renew_at - created_at)
                           / extract(epoch from expires_at - created_at)
                      from channel.watch_channel join channel.calendar using (calendar_id)
                     where state = 'ACTIVE' and listed
                    """)
                .query(Double.class)
                .list())
        .hasSize(2)
        .allSatisfy(share -> assertThat(share).isBetween(0.49, 0.81));
  }

  @Test
  @KnownBug(Complaint.UNWATCHABLE_SHOWN_BROKEN)
  void aCalendarThatCannotBeWatchedIsSaidToBeSoAndNotAskedAboutAgain() {
    GOOGLE.watchError = "400 push.pushNotSupportedForRequestedResource";
    signIn(ada);
    await().untilAsserted(() -> assertThat(announced(CalendarNotWatchable.class)).hasSize(2));
    makeDue();
    await().untilAsserted(() -> assertThat(due()).isZero());
    assertThat(GOOGLE.watchCalls).hasValue(2);
  }

  @Test
  @KnownBug(Complaint.SET_UP_IS_GUESSWORK)
  void anAddressThatGoogleRefusesIsAnAlarmAndNotALoop() {
    GOOGLE.watchError = "401 push.webhookUrlUnauthorized";
    signIn(ada);
    await().untilAsserted(() -> assertThat(channels("FAILED")).hasSize(2));
    assertThat(GOOGLE.watchCalls).hasValue(2);
    assertThat(GOOGLE.refreshes).hasValue(0);
    await().untilAsserted(() -> assertThat(announced(CalendarAdded.class)).hasSize(2));
    assertThat(announced(CalendarAdded.class)).allMatch(added -> added.watchedUntil() == null);
    assertThat(
            jdbc.sql(
                    """
                    select min(watch_due_at) - now() > interval '5 hours'
                      from channel.calendar where listed
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  /** The next try is hours away by then. */
  @Test
  void aChannelThatExpiresWhileNoOtherCanBeOpenedIsNotedWhenItDoes() {
    signInWatched();
    GOOGLE.watchError = "401 push.webhookUrlUnauthorized";
    jdbc.sql(
            """
            update channel.watch_channel
               set renew_at = now() - interval '1 minute', expires_at = now() + interval '1 hour'
            """)
        .update();
    makeDue();
    await().untilAsserted(() -> assertThat(channels("FAILED")).hasSize(2));
    await()
        .untilAsserted(() ->
            assertThat(calendarsWhere("watch_lease_until is null and watch_due_at = w.expires_at"))
                .isEqualTo(2));

    jdbc.sql("update channel.watch_channel set expires_at = now() where state = 'ACTIVE'").update();
    makeDue();
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).isEmpty());
    await()
        .untilAsserted(() ->
            assertThat(calendarsWhere("watched_until is null and watch_due_at > now()"))
                .isEqualTo(2));
  }

  private long calendarsWhere(String condition) {
    return jdbc.sql(
            """
            select count(distinct c.calendar_id)
              from channel.calendar c join channel.watch_channel w using (calendar_id)
             where not c.is_list and w.resource_id is not null and %s
            """
                .formatted(condition))
        .query(Long.class)
        .single();
  }

  @Test
  void aTransientFailureIsTriedAgainWithinSeconds() {
    GOOGLE.watchError = "503 backendError";
    signIn(ada);
    await().untilAsserted(() -> assertThat(channels("FAILED")).hasSize(2));
    GOOGLE.watchError = "";
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2));
    channels("ACTIVE").forEach(this::push);
    await()
        .untilAsserted(() ->
            assertThat(announced(CalendarAdded.class))
                .filteredOn(added -> added.watchedUntil() != null)
                .hasSize(2));
  }

  @Test
  void aCalendarHasOneActiveAndOneRetiringChannelAtMost() {
    signInWatched();
    Row row = channels("ACTIVE").getFirst();
    leftBehind(row, "RETIRING", 1);
    for (String state : List.of("ACTIVE", "RETIRING")) {
      assertThatThrownBy(() -> leftBehind(row, state, 1)).isInstanceOf(DuplicateKeyException.class);
    }
  }

  @Test
  void unreadableRecordsStopNobody() {
    signInWatched();
    for (byte[] value : Garbage.values()) {
      send(Topics.NOTIFICATIONS, value);
      send(Topics.LIFECYCLE, value);
    }
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
    assertThatAllIsRead("channel-manager", Topics.NOTIFICATIONS);
    assertThatAllIsRead("channel-manager-misses", Topics.LIFECYCLE);
  }

  @Test
  void channelsThatAreLongOverAreForgottenOnceADayAndNoOthers() {
    signInWatched();
    List<Row> active = channels("ACTIVE");
    for (String over : List.of("STOPPED", "FAILED", "RETIRING")) {
      leftBehind(active.getFirst(), over, 8);
      leftBehind(active.getLast(), over, 6);
    }
    readListNow();
    await().untilAsserted(() -> assertThat(channelsWhere("true")).hasSize(5));
    assertThat(channelsWhere("expires_at < now() - interval '7 days'")).isEmpty();
    assertThat(channels("ACTIVE")).containsAll(active);
  }

  private void leftBehind(Row row, String state, int daysAgo) {
    jdbc.sql(
            """
            insert into channel.watch_channel
                   (channel_id, calendar_id, account_id, state, created_at, expires_at)
            select gen_random_uuid(), calendar_id, account_id, :state,
                   now() - interval '30 days', now() - make_interval(days => :days)
              from channel.watch_channel where channel_id = :channel
            """)
        .param("state", state)
        .param("days", daysAgo)
        .param("channel", row.channel())
        .update();
  }

  @Test
  @KnownBug(Complaint.PUSH_BEFORE_ITS_ROW)
  void whatACrashLeftHalfOpenIsWrittenOffAndTheCalendarStaysWatched() {
    signInWatched();
    Row active = channels("ACTIVE").getFirst();
    jdbc.sql(
            """
            insert into channel.watch_channel (channel_id, calendar_id, account_id, state)
            select gen_random_uuid(), calendar_id, account_id, 'OPENING'
              from channel.watch_channel where channel_id = :channel
            """)
        .param("channel", active.channel())
        .update();
    makeDue();
    await().untilAsserted(() -> assertThat(channels("FAILED")).hasSize(1));
    assertThat(channels("ACTIVE")).hasSize(2).contains(active);
  }
}
