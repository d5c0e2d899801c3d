package dev.calsync.simulation;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Who takes part: a person or two, their calendars, one of them perhaps shared. */
record Cast(List<Seat.Person> people, List<Seat> seats) {
  private static final int CALENDARS_EACH = 20;
  private static final String PEOPLE =
      """
      insert into channel.person (user_id) values (?);
      """;
  private static final String ACCOUNTS =
      """
      insert into channel.account (account_id, user_id, google_sub, email) values (?, ?, ?, ?)
      """;
  private static final String CREDENTIALS =
      """
      insert into channel.credential (account_id, refresh_token, access_token, access_expires_at)
      values (?, 'none', convert_to(?, 'UTF8'), '2100-01-01')
      """;
  private static final String CALENDARS =
      """
      insert into channel.calendar (calendar_id, account_id, user_id, google_calendar_id, summary,
                                    access_role)
      values (?, ?, ?, ?, 'simulated', ?)
      """;

  private static final String LISTS =
      """
      insert into channel.calendar (calendar_id, account_id, user_id, google_calendar_id, summary,
                                    access_role, is_list, listed, announced_version)
      values (?, ?, ?, '', 'the list', 'none', true, false, 9223372036854775807)
      """;

  static Cast at(Administration google, RandomGenerator random) {
    List<Seat.Person> people = new ArrayList<>();
    List<Seat> seats = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      var person =
          new Seat.Person(
              new UserId(Seat.id(random)),
              new AccountId(Seat.id(random)),
              "p" + i + "@example.com");
      people.add(person);
      google.addUser(person.email(), "Person " + i, "Europe/Berlin");
      int calendars = 1 + random.nextInt(3);
      for (int c = 0; c < calendars; c++) {
        boolean watchable = c == 0 || random.nextInt(4) > 0;
        String id =
            c == 0
                ? person.email() // The first is the one that invitations come to.
                : google.newCalendar(
                    person.email(),
                    "p%dc%d@example.com".formatted(i, c),
                    watchable,
                    Map.of("summary", "c"));
        seats.add(new Seat(new CalendarId(Seat.id(random)), person, id, watchable));
        if (!watchable) {
          google.addUser(Seat.PUBLISHER, "Publisher", "Europe/Berlin");
          google.share(id, Seat.PUBLISHER, Role.WRITER, Map.of());
        }
        if (i == 1 && watchable) {
          google.share(id, people.getFirst().email(), Role.WRITER, Map.of());
          seats.add(new Seat(new CalendarId(Seat.id(random)), people.getFirst(), id, true));
        }
      }
    }
    return new Cast(people, seats);
  }

  /** So many calendars, a few of one person, many of others. */
  static Cast of(Administration google, int count, RandomGenerator random) {
    List<Seat.Person> people = new ArrayList<>();
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % CALENDARS_EACH == 0) {
        people.add(person(google, "p" + i / CALENDARS_EACH + "@example.com", random));
      }
      Seat.Person owner = people.getLast();
      String id =
          google.newCalendar(
              owner.email(), "c" + i + "@example.com", true, Map.of("summary", "c" + i));
      seats.add(new Seat(new CalendarId(Seat.id(random)), owner, id, true));
    }
    return new Cast(people, seats);
  }

  private static Seat.Person person(Administration google, String email, RandomGenerator random) {
    google.addUser(email, "Person", "Europe/Berlin");
    return new Seat.Person(new UserId(Seat.id(random)), new AccountId(Seat.id(random)), email);
  }

  /** Whether Google pushes for all of their calendars. */
  boolean allWatchable() {
    return seats.stream().allMatch(Seat::watchable);
  }

  /** The calendar with this id; empty for one of nobody's. */
  Optional<Seat> seat(String calendar) {
    return seats.stream().filter(seat -> seat.calendar().toString().equals(calendar)).findFirst();
  }

  /** The address of an account. */
  String emailOf(AccountId account) {
    return people.stream()
        .filter(person -> person.account().equals(account))
        .map(Seat.Person::email)
        .findFirst()
        .orElseThrow();
  }

  /** As signing in would have left them. */
  void signIn(Connection database) throws SQLException {
    for (Seat.Person person : people) {
      run(database, PEOPLE, person.user().value());
      run(
          database,
          ACCOUNTS,
          person.account().value(),
          person.user().value(),
          person.email(),
          person.email());
      run(database, CREDENTIALS, person.account().value(), person.email() + "/1");
    }
    for (Seat seat : seats) {
      run(
          database,
          CALENDARS,
          seat.calendar().value(),
          seat.person().account().value(),
          seat.person().user().value(),
          seat.googleId(),
          seat.watchable() ? "owner" : "reader");
    }
  }

  /**
   * As reading their lists of calendars would have left the rows of these.
   *
   * @return by address
   */
  Map<String, CalendarId> haveListsWatched(Connection database, RandomGenerator random)
      throws SQLException {
    Map<String, CalendarId> lists = new HashMap<>();
    for (Seat.Person person : people) {
      var list = new CalendarId(Seat.id(random));
      run(database, LISTS, list.value(), person.account().value(), person.user().value());
      lists.put(person.email(), list);
    }
    return lists;
  }

  private static void run(Connection database, String sql, Object... values) throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
