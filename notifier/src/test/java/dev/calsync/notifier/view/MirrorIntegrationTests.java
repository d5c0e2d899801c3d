package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.NotifierTest;
import dev.calsync.notifier.World;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** What is read for a window is enough to show it, and not much more. */
@NotifierTest
class MirrorIntegrationTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC");
  private static final LocalDate YEAR = LocalDate.parse("2026-01-01");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Random random = new Random(7);
  private final List<EventResource> all = new ArrayList<>();

  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;
  @Autowired Mirror mirror;

  private World world;
  private CalendarId work;

  @BeforeEach
  void calendar() {
    world = new World(jdbc, kafka, sessions);
    work = world.calendar(world.person(), "owner");
  }

  @Test
  void everyWindowShowsWhatItWouldIfEverythingWereRead() {
    for (int i = 0; i < 24; i++) {
      series("series" + i);
    }
    int occurrences = 0;
    int read = 0;
    for (int i = 0; i < 300; i++) {
      Window window = window();
      List<EventResource> held = around(window);
      assertThat(shown(window, held)).as("%s", window).isEqualTo(shown(window, all));
      occurrences += shown(window, held).size();
      read += held.size();
    }
    assertThat(occurrences).isGreaterThan(1_000);
    assertThat(read / 300).isLessThan(all.size() / 2);
  }

  @Test
  void exceptionsElsewhereDoNotCount() {
    holds(series("series", "Europe/Berlin", YEAR, false, Duration.ofHours(1), "DAILY"));
    jdbc.sql(
            """
            insert into sync.event (calendar_id, event_id, resource, recurring, recurring_event_id,
                                    full_sync_gen)
            select :calendar, id, json_build_object('id', id, 'status', 'cancelled',
                     'recurringEventId', 'series', 'originalStartTime',
                     json_build_object('dateTime', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))),
                   false, 'series', 0
              from generate_series(timestamp '2026-06-01 08:00', '2090-06-01 08:00', '1 day') as at,
                   lateral (select 'series_' || to_char(at, 'YYYYMMDD"T"HH24MISS"Z"') as id) as named
            """)
        .param("calendar", work.value())
        .update();
    var march =
        new Window(
            OffsetDateTime.parse("2026-03-01T00:00:00Z"),
            OffsetDateTime.parse("2026-04-01T00:00:00Z"));
    assertThat(around(march)).hasSize(1);
    var june =
        new Window(
            OffsetDateTime.parse("2026-06-02T00:00:00Z"),
            OffsetDateTime.parse("2026-06-03T00:00:00Z"));
    assertThat(around(june)).hasSizeBetween(2, 6);
  }

  @Test
  void exceptionWhoseIdTellsNoDayHidesItsInstanceAllTheSame() {
    holds(series("series", "UTC", YEAR, false, Duration.ofHours(1), "DAILY"));
    holds(
        Map.of(
            "id", "imported",
            "status", "cancelled",
            "recurringEventId", "series",
            "originalStartTime", Map.of("dateTime", "2026-03-03T10:00:00Z")));
    var day =
        new Window(
            OffsetDateTime.parse("2026-03-03T00:00:00Z"),
            OffsetDateTime.parse("2026-03-04T00:00:00Z"));
    assertThat(shown(day, around(day))).isEmpty();
  }

  @Test
  void eventThatLastsForEverIsNoError() {
    holds(
        Map.of(
            "id", "eternal",
            "start", Map.of("dateTime", "0001-01-01T00:00:00Z"),
            "end", Map.of("dateTime", "9999-12-31T23:59:59Z"),
            "recurrence", List.of("RRULE:FREQ=YEARLY")));
    holds(
        Map.of(
            "id", "eternal_20200101T000000Z",
            "status", "cancelled",
            "recurringEventId", "eternal",
            "originalStartTime", Map.of("dateTime", "2020-01-01T00:00:00Z")));
    var oldest =
        new Window(
            OffsetDateTime.parse("1900-01-01T00:00:00Z"),
            OffsetDateTime.parse("1900-01-02T00:00:00Z"));
    assertThat(around(oldest)).hasSize(1);
    var today =
        new Window(
            OffsetDateTime.parse("2026-01-01T00:00:00Z"),
            OffsetDateTime.parse("2026-01-02T00:00:00Z"));
    assertThat(around(today)).hasSize(2);
  }

  /** A series of any kind; a third of its instances are cancelled or moved, some of them far. */
  private void series(String id) {
    String zone = ZONES.get(random.nextInt(ZONES.size()));
    boolean days = random.nextBoolean();
    Duration lasting =
        days
            ? Duration.ofDays(random.nextInt(1, 6))
            : Duration.ofMinutes(random.nextInt(10) == 0 ? 9_000 : random.nextInt(1, 180));
    boolean weekly = random.nextBoolean();
    LocalDate first = YEAR.plusDays(random.nextInt(14));
    holds(series(id, zone, first, days, lasting, weekly ? "WEEKLY" : "DAILY"));
    for (int i = 0; i < 120; i++) {
      if (random.nextInt(3) == 0) {
        exception(id, zone, first.plusDays(weekly ? 7L * i : i), days, lasting);
      }
    }
  }

  private static Map<String, Object> series(
      String id, String zone, LocalDate first, boolean days, Duration lasting, String frequency) {
    return Map.of(
        "id", id,
        "start", time(start(first, zone), days),
        "end", time(start(first, zone).plus(lasting), days),
        "recurrence", List.of("RRULE:FREQ=" + frequency + ";COUNT=120"));
  }

  private void exception(
      String series, String zone, LocalDate day, boolean days, Duration lasting) {
    ZonedDateTime original = start(day, zone);
    var exception = new HashMap<String, Object>();
    exception.put(
        "id",
        series
            + "_"
            + (days ? DateTimeFormatter.BASIC_ISO_DATE.format(day) : MOMENT.format(original)));
    exception.put("recurringEventId", series);
    exception.put("originalStartTime", time(original, days));
    if (random.nextBoolean()) {
      exception.put("status", "cancelled");
    } else {
      boolean nowDays = days ^ (random.nextInt(5) == 0);
      ZonedDateTime moved = original.plusHours(random.nextInt(-60 * 24, 60 * 24));
      exception.put("start", time(moved, nowDays));
      exception.put("end", time(moved.plus(lasting).plusDays(nowDays ? 1 : 0), nowDays));
    }
    holds(exception);
  }

  private static ZonedDateTime start(LocalDate day, String zone) {
    return day.atTime(10, 0).atZone(ZoneId.of(zone));
  }

  private static Map<String, Object> time(ZonedDateTime at, boolean day) {
    return day
        ? Map.of("date", at.toLocalDate().toString())
        : Map.of("dateTime", at.toOffsetDateTime().toString(), "timeZone", at.getZone().toString());
  }

  private Window window() {
    OffsetDateTime from =
        YEAR.atStartOfDay()
            .plusMinutes(random.nextInt(200 * 24 * 60))
            .atOffset(ZoneOffset.ofHours(random.nextInt(-12, 15)));
    return new Window(from, from.plusMinutes(random.nextInt(1, 14 * 24 * 60)));
  }

  private void holds(Map<String, Object> resource) {
    world.holds(work, resource);
    all.add(new EventResource(new HashMap<>(resource)));
  }

  private List<EventResource> around(Window window) {
    return mirror.around(window, List.of(work)).getOrDefault(work, List.of());
  }

  private static List<String> shown(Window window, List<EventResource> held) {
    return new Occurrences(window, BERLIN)
        .of(held).stream()
            .map(each -> each.eventId() + " " + each.start().text() + " " + each.end().text())
            .sorted()
            .toList();
  }
}
