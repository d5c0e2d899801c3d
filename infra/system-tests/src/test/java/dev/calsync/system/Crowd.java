package dev.calsync.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many people with many calendars, some of which two of them see. */
final class Crowd {
  private static final int CALENDARS_EACH = 10;
  private static final int SHARED_EACH = 1;

  private final List<Person> people = new ArrayList<>();
  private final Map<GoogleCalendar, Person> owners = new LinkedHashMap<>();

  /**
   * People enough for so many calendars as seen by somebody: of each person's ten one is their
   * first, which everybody has, and one is the neighbour's.
   */
  Crowd(SimulatedGoogle google, int calendars) {
    for (int i = 0; i < calendars / CALENDARS_EACH; i++) {
      people.add(google.somebody("Crowd"));
    }
    for (int i = 0; i < people.size(); i++) {
      Person owner = people.get(i);
      Person neighbour = people.get((i + 1) % people.size());
      owners.put(owner.ownCalendar(), owner);
      for (int n = 0; n < CALENDARS_EACH - SHARED_EACH - 1; n++) {
        String name = "Calendar %d of %s".formatted(n, owner.email());
        owners.put(
            n < SHARED_EACH
                ? google.calendar(name, owner, neighbour)
                : google.calendar(name, owner),
            owner);
      }
    }
  }

  List<Person> people() {
    return List.copyOf(people);
  }

  /** Every calendar and whose it is. */
  Map<GoogleCalendar, Person> owners() {
    return owners;
  }

  /** Access token by e-mail. */
  Map<String, String> tokens() {
    Map<String, String> tokens = new LinkedHashMap<>();
    people.forEach(person -> tokens.put(person.email(), person.accessToken()));
    return tokens;
  }
}
