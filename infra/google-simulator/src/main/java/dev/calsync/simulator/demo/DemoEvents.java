package dev.calsync.simulator.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of the demo, counted in days from this week's Monday. */
record DemoEvents(LocalDate monday, ZoneId zone) {
  private static final DateTimeFormatter INSTANCE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final LocalTime STAND_UP = LocalTime.of(9, 15);

  List<Map<String, Object>> team() {
    return List.of(
        with(timed("Stand-up", -7, "09:15", 15), "recurrence", weekdays()),
        with(
            with(
                meeting("Launch review", 1, "14:00", 60, "ada@example.com", "linus@example.com"),
                "location",
                "Room Babbage, 2nd floor"),
            "description",
            "<b>Agenda</b><ul><li>What is left</li><li>Who says go</li></ul>"
                + "<a href=\"https://example.com/launch\">The plan</a>"),
        meeting("Design walk-through", 0, "11:00", 45, "ada@example.com"),
        meeting("Customer call: Antikythera Ltd", 2, "16:30", 30, "grace@example.com"),
        with(
            timed("Retrospective", 4, "15:00", 60),
            "recurrence",
            List.of("RRULE:FREQ=WEEKLY;INTERVAL=2")),
        allDay("Feature freeze", 3, 1),
        timed("Release night", 8, "22:30", 240),
        allDay("Launch!", 9, 1));
  }

  List<Map<String, Object>> ada() {
    return List.of(
        timed("Write notes on the engine", 0, "08:00", 90),
        with(timed("Lunch with Charles", 1, "12:30", 60), "location", "The Analytical Café"),
        with(timed("Dentist", 2, "10:00", 45), "visibility", "private"),
        timed("Piano lesson", 3, "17:30", 60),
        with(
            timed("Mathematics club", -6, "19:00", 90),
            "recurrence",
            List.of("RRULE:FREQ=WEEKLY;COUNT=12")),
        timed("Night train to Edinburgh", 4, "22:45", 480),
        timed("Read Menabrea’s paper", 7, "09:00", 120));
  }

  List<Map<String, Object>> family() {
    return List.of(
        allDay("Visit from Aunt Augusta", 4, 3),
        with(allDay("Byron’s birthday", 2, 1), "recurrence", List.of("RRULE:FREQ=YEARLY")),
        timed("School play", 3, "18:00", 120),
        timed("Grocery delivery", 5, "09:00", 30));
  }

  List<Map<String, Object>> rowing() {
    return List.of(
        with(
            timed("Training", -7, "06:30", 75),
            "recurrence",
            List.of("RRULE:FREQ=WEEKLY;BYDAY=TU,TH")),
        with(timed("Regatta", 5, "10:00", 360), "location", "Henley-on-Thames"),
        timed("Boat maintenance", 6, "14:00", 120));
  }

  List<Map<String, Object>> grace() {
    return List.of(
        meeting("COBOL committee", 1, "10:00", 120, "linus@example.com"),
        timed("Debug the relay (moth?)", 0, "15:30", 45),
        timed("Write the compiler talk", 3, "09:00", 180),
        timed("Dinner with Howard", 4, "19:30", 120),
        with(timed("Weekly review", -3, "16:00", 30), "recurrence", List.of("RRULE:FREQ=WEEKLY")));
  }

  List<Map<String, Object>> lectures() {
    return List.of(
        with(timed("A nanosecond is this long", 2, "11:00", 60), "location", "Hall B"),
        timed("Questions and answers", 2, "12:00", 30),
        timed("Lecture in Annapolis", 8, "14:00", 90));
  }

  List<Map<String, Object>> home() {
    return List.of(
        timed("Plumber", 1, "08:30", 60),
        allDay("Bins: paper", 3, 1),
        timed("Call Mary", 6, "18:00", 30));
  }

  List<Map<String, Object>> linus() {
    return List.of(
        timed("Vitamin C paper", 0, "10:00", 120),
        timed("Office hours", 2, "13:00", 90),
        meeting("Grant proposal", 3, "15:00", 60, "grace@example.com"),
        timed("Swim", 4, "07:00", 45));
  }

  List<Map<String, Object>> laboratory() {
    return List.of(
        with(timed("Group meeting", -7, "09:30", 60), "recurrence", List.of("RRULE:FREQ=WEEKLY")),
        timed("X-ray diffractometer booked", 1, "13:00", 240),
        timed("Safety training", 4, "11:00", 60));
  }

  List<Map<String, Object>> hiking() {
    return List.of(allDay("Sierra weekend", 5, 2), timed("Buy boots", 3, "17:00", 60));
  }

  List<Map<String, Object>> holidays() {
    int year = monday.getYear();
    return List.of(
        holiday("New Year’s Day", LocalDate.of(year, 1, 1)),
        holiday("Christmas Day", LocalDate.of(year, 12, 25)),
        holiday("Boxing Day", LocalDate.of(year, 12, 26)),
        holiday("New Year’s Day", LocalDate.of(year + 1, 1, 1)));
  }

  /** The id of the stand-up on that day. */
  String instance(String master, int day) {
    return master + "_" + INSTANCE.format(at(day, STAND_UP).withZoneSameInstant(ZoneOffset.UTC));
  }

  Map<String, Object> timed(String summary, int day, String time, int minutes) {
    ZonedDateTime start = at(day, LocalTime.parse(time));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("summary", summary);
    event.put("start", json(start));
    event.put("end", json(start.plusMinutes(minutes)));
    return event;
  }

  private Map<String, Object> meeting(
      String summary, int day, String time, int minutes, String... guests) {
    Map<String, Object> event = timed(summary, day, time, minutes);
    event.put(
        "attendees",
        List.of(guests).stream()
            .map(guest -> Map.<String, Object>of("email", guest, "responseStatus", "accepted"))
            .toList());
    return event;
  }

  private Map<String, Object> allDay(String summary, int day, int days) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("summary", summary);
    event.put("start", Map.of("date", monday.plusDays(day).toString()));
    event.put("end", Map.of("date", monday.plusDays(day + days).toString()));
    return event;
  }

  private static Map<String, Object> holiday(String summary, LocalDate date) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("summary", summary);
    event.put("start", Map.of("date", date.toString()));
    event.put("end", Map.of("date", date.plusDays(1).toString()));
    event.put("transparency", "transparent");
    return event;
  }

  private static Map<String, Object> with(Map<String, Object> event, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(event);
    more.put(name, value);
    return more;
  }

  private static List<String> weekdays() {
    return List.of("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  }

  private ZonedDateTime at(int day, LocalTime time) {
    return monday.plusDays(day).atTime(time).atZone(zone);
  }

  private static Map<String, Object> json(ZonedDateTime time) {
    return Map.of(
        "dateTime", time.toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
        "timeZone", time.getZone().getId());
  }
}
