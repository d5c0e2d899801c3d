package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.NotifierTest;
import dev.calsync.notifier.World;
import dev.calsync.notifier.World.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** An operator sees how many calendars fare how, and not whose. */
@NotifierTest
class CalendarCensusIntegrationTests {
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;
  @Autowired Calendars calendars;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void calendarsAreCountedByStateAndReasonOnceAMinute() {
    var world = new World(jdbc, kafka, sessions);
    jdbc.sql("delete from channel.calendar").update(); // what other tests left behind
    Person ada = world.person();
    CalendarId live = world.calendar(ada, "owner");
    CalendarId refused = world.calendar(ada, "owner");
    jdbc.sql(
            """
            update channel.calendar
               set watched_until = null, last_error = '400 push.webhookUrlUnauthorized'
             where calendar_id = ?
            """)
        .param(refused.value())
        .update();
    jdbc.sql("delete from channel.watch_channel where calendar_id = ?")
        .param(refused.value())
        .update();
    var census = new CalendarCensus(calendars, Clock.systemUTC(), meters);
    assertThat(gauge("live", "pushed")).isNaN();

    census.look();
    assertThat(gauge("live", "pushed")).isEqualTo(1);
    assertThat(gauge("polling", "address_refused")).isEqualTo(1);
    assertThat(gauge("access_lost", "access_lost")).isZero();
    assertThat(meters.getMeters().toString()).doesNotContain(live.toString());

    jdbc.sql("delete from channel.calendar").update();
    census.look();
    assertThat(gauge("live", "pushed")).as("the last count is not old yet").isEqualTo(1);
  }

  /** So long as somebody reads, what is due waits for seconds. */
  @Test
  void howFarReadingIsBehindIsToldWithoutAnyWorker() {
    var world = new World(jdbc, kafka, sessions);
    jdbc.sql("delete from sync.calendar_sync").update(); // what other tests left behind
    Person ada = world.person();
    CalendarId waiting = world.calendar(ada, "owner");
    CalendarId failing = world.calendar(ada, "owner");
    var census = new CalendarCensus(calendars, Clock.systemUTC(), meters);
    assertThat(gauge("calsync.sync.lag")).isNaN();
    becomesDue(waiting, "-10 min", 4);
    becomesDue(failing, "1 hour", 5);

    census.look();

    assertThat(gauge("calsync.sync.lag")).isBetween(600.0, 660.0);
    assertThat(gauge("calsync.calendars.failing")).isEqualTo(1);
  }

  /** Such as where no worker gets a token: each turn puts its calendar off, a little each time. */
  @Test
  void aChangeThatWasToldAndIsNotReadCountsHoweverOftenItsCalendarIsPutOff() {
    var world = new World(jdbc, kafka, sessions);
    jdbc.sql("delete from sync.calendar_sync").update();
    CalendarId putOff = world.calendar(world.person(), "owner");
    becomesDue(putOff, "5 s", 0);
    jdbc.sql(
            """
            update sync.calendar_sync
               set last_synced_at = now() - interval '1 hour', poked_at = now() - interval '2 min'
             where calendar_id = ?
            """)
        .param(putOff.value())
        .update();
    var census = new CalendarCensus(calendars, Clock.systemUTC(), meters);

    census.look();

    assertThat(gauge("calsync.sync.lag")).isBetween(120.0, 180.0);
  }

  private void becomesDue(CalendarId calendar, String in, int attempts) {
    jdbc.sql(
            """
            update sync.calendar_sync set due_at = now() + ?::interval, attempts = ?
             where calendar_id = ?
            """)
        .params(in, attempts, calendar.value())
        .update();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private double gauge(String state, String reason) {
    return meters.get("calsync.calendars").tags("state", state, "reason", reason).gauge().value();
  }
}
