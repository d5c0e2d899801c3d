package dev.calsync.channel.watch;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarNotWatchable;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import dev.calsync.model.Lifecycle.ChannelSuspect;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import dev.calsync.model.UserId;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Watch channels over their life, against a Google that does as it is told. */
class WatchIntegrationTests extends Installation {
  @Autowired Watches watches;
  @Autowired Channels channels;
  @Autowired Confirmations confirmations;
  private final Browser ada = new Browser(HOME);

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
                      from channel.watch_channel where state = 'ACTIVE'
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
            jdbc.sql("select min(watch_due_at) - now() > interval '5 hours' from channel.calendar")
                .query(Boolean.class)
                .single())
        .isTrue();
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
    await()
        .untilAsserted(() ->
            assertThat(told(silent))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNotNull()));
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
    assertThat(told(silent))
        .last()
        .isInstanceOfSatisfying(
            CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNull());
    channels("ACTIVE").forEach(this::push);
    await()
        .untilAsserted(() ->
            assertThat(told(silent))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNotNull()));

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
    await()
        .untilAsserted(() ->
            assertThat(told(healthy))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNotNull()));
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
    assertThat(channels.suspect(asItWas, calendar, Instant.now())).isFalse();
    assertThat(calendarRow(row)).isEqualTo(before);
    assertThat(channelsWhere("suspect_at is not null")).isEmpty();
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

  /** What was told of a row's calendar. */
  private List<Lifecycle> told(Row row) {
    var calendar = new CalendarId(row.calendar());
    return announced().stream()
        .filter(message ->
            switch (message) {
              case CalendarAdded m -> m.calendarId().equals(calendar);
              case ChannelSuspect m -> m.calendarId().equals(calendar);
              default -> false;
            })
        .toList();
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

  @Test
  void deselectingStopsTheChannelAndSaysSoAndSelectingBringsItBack() {
    signInWatched();
    Row row = channels("ACTIVE").getFirst();
    select(row, false);
    await()
        .untilAsserted(() -> {
          assertThat(announced(CalendarRemoved.class))
              .extracting(CalendarRemoved::calendarId)
              .contains(new CalendarId(row.calendar()));
          assertThat(GOOGLE.stopped).hasSize(1);
        });
    select(row, true);
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2));
  }

  @Test
  @KnownBug(Complaint.ONE_WAY_OR_ONE_ACCOUNT)
  void theListIsFollowedNewOnesAppearLostOnesGoHiddenOnesWait() {
    signInWatched();
    GOOGLE.calendars = List.of("primary", "new", "hidden-one");
    readListNow();
    await()
        .untilAsserted(() -> {
          assertThat(announced(CalendarAdded.class))
              .extracting(CalendarAdded::googleCalendarId)
              .contains("new")
              .doesNotContain("hidden-one");
          assertThat(announced(CalendarRemoved.class)).isNotEmpty();
          assertThat(GOOGLE.stopped).hasSize(1);
        });
    assertThat(
            json(ada.get("/api/accounts/" + accountOf(ada) + "/calendars"))
                .path("calendars")
                .findValuesAsString("googleCalendarId"))
        .containsExactlyInAnyOrder("primary", "new", "hidden-one");
  }

  @Test
  void aListThatIsCutShortRemovesNothing() {
    signInWatched();
    GOOGLE.calendars = List.of();
    readListNow();
    await()
        .until(() ->
            jdbc.sql("select list_attempts > 0 from channel.account")
                .query(Boolean.class)
                .single());
    assertThat(announced(CalendarRemoved.class)).isEmpty();
    assertThat(channels("ACTIVE")).hasSize(2);
  }

  @Test
  void aTokenThatGoogleRejectsIsReplacedOnce() {
    signInWatched();
    String token = json(accessToken(accountOf(ada), "{}")).path("accessToken").asString();
    GOOGLE.rejectedAccessTokens.add(token);
    GOOGLE.calendars = List.of("primary", "team", "third");
    readListNow();
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(3));
    assertThat(GOOGLE.refreshes).hasValue(1);
  }

  private void signInWatched() {
    assertThat(signIn(ada)).isEqualTo("/");
    await()
        .untilAsserted(() -> {
          assertThat(channels("ACTIVE")).hasSize(2);
          assertThat(due()).isZero();
        });
  }

  private long due() {
    return jdbc.sql(
            """
            select count(*) from channel.calendar
             where watch_due_at <= now() or watch_lease_until is not null
            """)
        .query(Long.class)
        .single();
  }

  private void makeDue() {
    jdbc.sql("update channel.calendar set watch_due_at = now()").update();
    watches.wake();
  }

  private void readListNow() {
    jdbc.sql("update channel.account set list_due_at = now()").update();
  }

  private void push(Row row) {
    publish(
        new Notification(
            new CalendarId(row.calendar()),
            new ChannelId(row.channel()),
            "sync",
            1,
            Instant.now()));
  }

  private void select(Row row, boolean selected) {
    String path = "/api/accounts/" + accountOf(ada) + "/calendars/" + row.calendar() + "/selection";
    assertThat(ada.send("PUT", path, "{\"selected\":" + selected + "}").statusCode())
        .isEqualTo(204);
  }

  private List<Row> channels(String state) {
    return channelsWhere("state = '" + state + "'");
  }

  private List<Row> channelsWhere(String condition) {
    return jdbc.sql("select channel_id, calendar_id from channel.watch_channel where " + condition)
        .query((row, _) ->
            new Row(
                row.getObject("channel_id", UUID.class), row.getObject("calendar_id", UUID.class)))
        .list();
  }

  private record Row(UUID channel, UUID calendar) {}
}
