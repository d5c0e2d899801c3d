package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody's list of calendars at Google shows is what they have here, within seconds. */
class CalendarListEndToEndTests {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  @Test
  void calendarThatIsAddedRenamedAndTakenAwayAtGoogleIsFollowed() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    Session session = system.signIn(mia);
    session.live(mia.ownCalendar());

    GoogleCalendar choir = google.calendar("Choir", noor, mia);
    String id = session.live(choir);
    noor.creates(choir, "Rehearsal", Week.on(FRIDAY, 19));
    await().atMost(PATIENCE).until(() -> session.mirror(id).equals(noor.list(choir)));
    mia.calls(choir, "Singing");
    await().atMost(PATIENCE).until(() -> names(session).contains("Singing"));
    google.shares(choir, mia, "none");
    await().atMost(PATIENCE).until(() -> !names(session).contains("Singing"));
    assertThat(names(session)).containsExactly(mia.email());
  }

  @Test
  void whoMaySeeBusyTimesOnlyGetsNoTitlesFromThenOnNorThoseOfBefore() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor);
    google.shares(team, mia, "reader");
    Session session = system.signIn(mia);
    String id = session.live(team);
    noor.creates(team, "Secret of before", Week.on(FRIDAY, 8));
    await().atMost(PATIENCE).until(() -> told(session).contains("Secret of before"));

    google.shares(team, mia, "freeBusyReader");
    noor.creates(team, "Secret of after", Week.on(FRIDAY, 9));
    await()
        .atMost(PATIENCE)
        .until(() ->
            session.events(id).size() == 2 && !session.events(id).toString().contains("Secret"));
    mia.calls(team, "Busy"); // The rights alone show in no delta of the list, and in no push.
    await().atMost(PATIENCE).until(() -> !told(session).contains("Secret"));
    assertThat(session.occurrences(Week.on(FRIDAY, 0), Week.on(FRIDAY, 23)).toString())
        .contains(id)
        .doesNotContain("Secret");
    assertThat(ChangesTopic.read(system.bootstrapServers(), id))
        .filteredOn(change -> change.value().contains("Secret"))
        .as("told when it could be read, and never again")
        .hasSize(1);
  }

  private static String told(Session session) {
    return session.changes(0).toString();
  }

  private static List<String> names(Session session) {
    return session.calendars().findValuesAsString("summary");
  }
}
