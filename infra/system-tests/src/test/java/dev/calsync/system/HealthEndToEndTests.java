package dev.calsync.system;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How calendars and accounts fare is said beside the calendar, before anybody asks. */
@Alone("it makes Google fail")
class HealthEndToEndTests {
  private static final int MANY_PAGES = 20_000;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");

  @AfterEach
  void googleBehavesAgain() {
    google.behaves();
  }

  @Test
  void aCalendarThatIsBeingReadSaysHowManyEventsItHasSoFar() {
    GoogleCalendar archive = google.calendar("Archive", mia);
    google.fills(archive, MANY_PAGES);
    google.listsSlowly(archive, 2000);
    browsers.signIn(system, mia).sidebar().says(archive, "events read so far");
  }

  @Test
  void anAddressThatGoogleWillNotCallIsNamedAsTheReason() {
    GoogleCalendar team = google.calendar("Team", mia);
    google.answers("events.watch", 1, 400, Map.of("reason", "push.webhookUrlUnauthorized"));
    CalendarPage calendar = browsers.signIn(system, mia);
    calendar
        .sidebar()
        .says(team, "Polling")
        .explains(team, "Google will not call Calsync’s address");
    calendar.accounts(system.url()).says(team, "Google will not call Calsync’s address");
  }

  @Test
  @KnownBug(Complaint.GRANT_DIES_UNTOLD)
  void aGrantThatEndsSoonIsWarnedOfBesideTheCalendar() throws SQLException {
    CalendarPage calendar = browsers.signIn(system, mia);
    endsTomorrow(mia);
    calendar.sidebar().loadedAnew().warnsAndLeadsToTheAccounts(mia, "sign in again to keep it");
  }

  /** As Google may say of an app in testing when it gives a grant. */
  private void endsTomorrow(Person person) throws SQLException {
    try (var connection = DriverManager.getConnection(system.databaseUrl());
        var statement =
            connection.prepareStatement(
                """
                update channel.credential set refresh_expires_at = now() + interval '1 day'
                 where account_id = (select account_id from channel.account where email = ?)
                """)) {
      statement.setString(1, person.email());
      statement.executeUpdate();
    }
  }
}
