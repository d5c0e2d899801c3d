package dev.calsync.simulator.demo;

import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.Role;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three people, their calendars, and a plausible week of events around today. */
public final class DemoWorld {
  /** Everybody sees this calendar; two may write. */
  public static final String TEAM = "c_teamlaunch@group.calendar.google.com";

  private static final String ADA = "ada@example.com";
  private static final String GRACE = "grace@example.com";
  private static final String LINUS = "linus@example.com";
  private static final String FAMILY = "family-lovelace@group.calendar.google.com";
  private static final String ROWING = "rowing-club@group.calendar.google.com";
  private static final String NAVY = "navy-lectures@group.calendar.google.com";
  private static final String HOME = "hopper-home@group.calendar.google.com";
  private static final String LAB = "pauling-lab@group.calendar.google.com";
  private static final String HIKING = "hiking@group.calendar.google.com";
  private static final String HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private final SimulatedGoogle google;
  private final Administration administration;
  private final LocalDate monday;

  public DemoWorld(SimulatedGoogle google, Clock clock) {
    this.google = google;
    this.administration = google.administration();
    this.monday =
        LocalDate.ofInstant(clock.instant(), ZONE)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** Makes it all. */
  public void create() {
    administration.addUser(ADA, "Ada Lovelace", ZONE.getId());
    administration.addUser(GRACE, "Grace Hopper", ZONE.getId());
    administration.addUser(LINUS, "Linus Pauling", ZONE.getId());
    rename();
    calendar(ADA, FAMILY, "Family", "#f691b2");
    calendar(ADA, ROWING, "Rowing club", "#4986e7");
    calendar(GRACE, NAVY, "Navy lectures", "#16a765");
    calendar(GRACE, HOME, "Home", "#fad165");
    calendar(LINUS, LAB, "Laboratory", "#ac725e");
    calendar(LINUS, HIKING, "Hiking", "#7bd148");
    calendar(GRACE, TEAM, "Team launch", "#cd74e6");
    administration.share(TEAM, ADA, Role.WRITER, colour("#cd74e6"));
    administration.share(TEAM, LINUS, Role.WRITER, colour("#cd74e6"));
    administration.share(FAMILY, GRACE, Role.READER, colour("#f691b2"));
    holidays();
    events();
  }

  private void rename() {
    administration.users().stream()
        .filter(user -> List.of(ADA, GRACE, LINUS).contains(user.email()))
        .forEach(user ->
            google.calendars().patch(user.email(), "primary", Map.of("summary", user.name())));
  }

  private void calendar(String owner, String id, String summary, String background) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("summary", summary);
    properties.put("timeZone", ZONE.getId());
    administration.newCalendar(owner, id, true, properties);
    google.calendarList().patch(owner, id, colour(background));
  }

  private static Map<String, Object> colour(String background) {
    return Map.of("backgroundColor", background, "foregroundColor", "#000000");
  }

  private void holidays() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("summary", "Holidays in United Kingdom");
    properties.put("timeZone", ZONE.getId());
    administration.newCalendar(ADA, HOLIDAYS, false, properties);
    google.calendarList().patch(ADA, HOLIDAYS, colour("#92e1c0"));
    administration.share(HOLIDAYS, GRACE, Role.READER, colour("#92e1c0"));
    administration.share(HOLIDAYS, LINUS, Role.READER, colour("#92e1c0"));
  }

  private void events() {
    DemoEvents events = new DemoEvents(monday, ZONE);
    administration.insertAll(ADA, events.ada());
    administration.insertAll(FAMILY, events.family());
    administration.insertAll(ROWING, events.rowing());
    administration.insertAll(GRACE, events.grace());
    administration.insertAll(NAVY, events.lectures());
    administration.insertAll(HOME, events.home());
    administration.insertAll(LINUS, events.linus());
    administration.insertAll(LAB, events.laboratory());
    administration.insertAll(HIKING, events.hiking());
    administration.insertAll(HOLIDAYS, events.holidays());
    List<String> team = administration.insertAll(TEAM, events.team());
    bendStandUp(team.getFirst(), events);
  }

  /** One stand-up is an hour later, one does not take place. */
  private void bendStandUp(String id, DemoEvents events) {
    google
        .events()
        .patch(
            GRACE,
            TEAM,
            events.instance(id, 1),
            events.timed("Stand-up (moved for the demo)", 1, "10:15", 30),
            null);
    google.events().delete(GRACE, TEAM, events.instance(id, 3), null);
  }
}
