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

  private static List<String> names(Session session) {
    return session.calendars().findValuesAsString("summary");
  }
}
