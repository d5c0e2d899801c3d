package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account's list of calendars is watched as calendars are, and is none. */
class ListChannelIntegrationTests extends WatchedCalendarsInstallation {
  private static final int AT_ONCE = 20;

  @Test
  void aPushHasTheListReadSoonAndWhatIsNewOrGoneIsFollowed() {
    signInWatched();
    Row list = listChannels("ACTIVE").getFirst();
    GOOGLE.calendars = List.of("primary", "new");
    push(list);
    await()
        .untilAsserted(() -> {
          assertThat(announced(CalendarAdded.class))
              .extracting(CalendarAdded::googleCalendarId)
              .contains("new");
          assertThat(announced(CalendarRemoved.class)).isNotEmpty();
        });
    await()
        .until(() ->
            jdbc.sql(
                    "select bool_and(list_due_at > now() + interval '5 hours') from channel.account")
                .query(Boolean.class)
                .single());
  }

  @Test
  void manyPushesAtOnceCostOneReadingAndPerhapsOneMore() {
    signInWatched();
    Row list = listChannels("ACTIVE").getFirst();
    int before = GOOGLE.listCalls.get();
    for (int i = 0; i < AT_ONCE; i++) {
      push(list);
    }
    GOOGLE.calendars = List.of("primary", "team", "last");
    await()
        .untilAsserted(() ->
            assertThat(announced(CalendarAdded.class))
                .extracting(CalendarAdded::googleCalendarId)
                .contains("last"));
    assertThat(GOOGLE.listCalls.get() - before).isBetween(1, 2);
  }

  @Test
  void theListIsNoCalendarToAnybody() {
    signInWatched();
    String path = "/api/accounts/" + accountOf(ada) + "/calendars";
    Row list = listChannels("ACTIVE").getFirst();
    assertThat(Browser.json(ada.get(path)).path("calendars").findValuesAsString("id"))
        .hasSize(2)
        .doesNotContain(list.calendar().toString());
    String selection = path + "/" + list.calendar() + "/selection";
    assertThat(ada.send("PUT", selection, "{\"selected\":false}").statusCode()).isEqualTo(404);
    push(list);
    await()
        .until(() ->
            jdbc.sql(
                    """
                    select bool_and(confirmed_at is not null)
                      from channel.watch_channel join channel.calendar using (calendar_id)
                     where is_list
                    """)
                .query(Boolean.class)
                .single());
    assertThat(announced().toString()).doesNotContain(list.calendar().toString());
  }

  @Test
  void itsChannelIsRenewedLikeAnyOther() {
    signInWatched();
    Row old = listChannels("ACTIVE").getFirst();
    push(old);
    await().until(() -> confirmed(old));
    jdbc.sql("update channel.watch_channel set renew_at = now()").update();
    makeDue();
    await().untilAsserted(() -> assertThat(listChannels("RETIRING")).containsExactly(old));
    push(listChannels("ACTIVE").getFirst());
    await()
        .untilAsserted(() ->
            assertThat(GOOGLE.stoppedLists)
                .extracting(channel -> channel.path("id").asString())
                .containsExactly(old.channel().toString()));
    assertThat(GOOGLE.watchedLists).hasSize(2);
  }

  @Test
  void aListThatChangesWithoutAPushHasItsChannelReplacedOnce() {
    signInWatched();
    Row silent = confirmedList();
    GOOGLE.calendars = List.of("primary", "team", "untold");
    readListNow();
    await().until(() -> isTrue("list_missed_at is not null and list_due_at > now()"));
    assertThat(isTrue("list_due_at < now() + interval '121 seconds'")).isTrue();
    assertThat(listChannels("ACTIVE")).containsExactly(silent);

    readListNow(); // As if the two minutes for a late push were over.

    await()
        .untilAsserted(() -> assertThat(listChannels("ACTIVE")).hasSize(1).doesNotContain(silent));
    assertThat(isTrue("list_missed_at is null")).isTrue();
    push(listChannels("ACTIVE").getFirst());
    await().untilAsserted(() -> assertThat(GOOGLE.stoppedLists).hasSize(1));
    assertThat(GOOGLE.watchedLists).hasSize(2);
  }

  @Test
  void aPushThatComesLateAndWhatNoPushTellsLeaveTheChannelAlone() {
    signInWatched();
    Row list = confirmedList();
    GOOGLE.calendars = List.of("primary", "team", "late");
    readListNow();
    await().until(() -> isTrue("list_missed_at is not null"));
    push(list);
    await().until(() -> isTrue("list_missed_at is null and list_pushed_at is null"));
    GOOGLE.calendars = List.of("primary", "team");
    readListNow();
    await().untilAsserted(() -> assertThat(announced(CalendarRemoved.class)).isNotEmpty());
    await().until(() -> isTrue("list_due_at > now() + interval '5 hours'"));
    assertThat(listChannels("ACTIVE")).containsExactly(list);
    assertThat(GOOGLE.watchedLists).hasSize(1);
  }

  @Test
  void whatNoPushToldIsNotForgottenWhereItsReaderDies() {
    signInWatched();
    Row silent = confirmedList();
    GOOGLE.calendars = List.of("primary", "team", "untold");
    jdbc.sql(
            """
            do $$ begin execute format(
              'alter table channel.account add constraint dies check (list_read_at < %L) not valid',
              clock_timestamp()); end $$
            """)
        .update();
    try {
      readListNow();
      await().until(() -> isTrue("list_missed_at is not null and list_lease_until is not null"));
      await()
          .untilAsserted(() ->
              assertThat(announced(CalendarAdded.class))
                  .extracting(CalendarAdded::googleCalendarId)
                  .contains("untold"));
    } finally {
      jdbc.sql("alter table channel.account drop constraint dies").update();
    }
    assertThat(listChannels("ACTIVE")).containsExactly(silent);

    jdbc.sql("update channel.account set list_lease_until = null").update(); // It has run out.
    readListNow();
    await()
        .untilAsserted(() -> assertThat(listChannels("ACTIVE")).hasSize(1).doesNotContain(silent));
    assertThat(GOOGLE.watchedLists).hasSize(2);
  }

  /** The list's channel once its sync message has been answered by a reading. */
  private Row confirmedList() {
    Row list = listChannels("ACTIVE").getFirst();
    push(list);
    await().until(() -> confirmed(list));
    await()
        .until(() -> isTrue("list_pushed_at is null and list_due_at > now() + interval '1 hour'"));
    return list;
  }

  private boolean isTrue(String ofTheAccount) {
    return jdbc.sql("select bool_and(" + ofTheAccount + ") from channel.account")
        .query(Boolean.class)
        .single();
  }

  private boolean confirmed(Row row) {
    return jdbc.sql(
            "select confirmed_at is not null from channel.watch_channel where channel_id = ?")
        .param(row.channel())
        .query(Boolean.class)
        .single();
  }
}
