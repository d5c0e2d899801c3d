package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.Lifecycle.CalendarAdded;
import dev.calsync.model.Lifecycle.ChannelSuspect;
import dev.calsync.model.Notification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole service and Ada, whose two calendars are watched once she has signed in. */
abstract class WatchedCalendarsInstallation extends Installation {
  @Autowired Watches watches;
  final Browser ada = new Browser(HOME);

  /** What was told of a row's calendar. */
  final List<Lifecycle> told(Row row) {
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

  final void awaitToldToBeWatched(Row row) {
    await()
        .untilAsserted(() ->
            assertThat(told(row))
                .last()
                .isInstanceOfSatisfying(
                    CalendarAdded.class, added -> assertThat(added.watchedUntil()).isNotNull()));
  }

  final void signInWatched() {
    assertThat(signIn(ada)).isEqualTo("/");
    await()
        .untilAsserted(() -> {
          assertThat(channels("ACTIVE")).hasSize(2);
          assertThat(due()).isZero();
        });
  }

  final long due() {
    return jdbc.sql(
            """
            select count(*) from channel.calendar
             where watch_due_at <= now() or watch_lease_until is not null
            """)
        .query(Long.class)
        .single();
  }

  final void makeDue() {
    jdbc.sql("update channel.calendar set watch_due_at = now()").update();
    watches.wake();
  }

  final void readListNow() {
    jdbc.sql("update channel.account set list_due_at = now()").update();
  }

  final void push(Row row) {
    publish(
        new Notification(
            new CalendarId(row.calendar()),
            new ChannelId(row.channel()),
            "sync",
            1,
            Instant.now(),
            "resource of " + row.calendar()));
  }

  final List<Row> channels(String state) {
    return channelsWhere("state = '" + state + "'");
  }

  final List<Row> channelsWhere(String condition) {
    return rows(false, condition);
  }

  /** The channels that watch lists of calendars. */
  final List<Row> listChannels(String state) {
    return rows(true, "state = '" + state + "'");
  }

  private List<Row> rows(boolean lists, String condition) {
    String channels =
        "select channel_id, calendar_id from channel.watch_channel where calendar_id in"
            + " (select calendar_id from channel.calendar where is_list = :lists) and ";
    return jdbc.sql(channels + condition)
        .param("lists", lists)
        .query((row, _) ->
            new Row(
                row.getObject("channel_id", UUID.class), row.getObject("calendar_id", UUID.class)))
        .list();
  }

  /** A channel, and the calendar that it watches. */
  record Row(UUID channel, UUID calendar) {}
}
