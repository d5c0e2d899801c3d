package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever leaves leaves nothing behind, whatever happens meanwhile. */
@Alone("it kills or freezes what others use")
class FarewellEndToEndTests {
  private static final Duration STREAMS_CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final int MANY_PAGES = 20_000;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar team = google.calendar("Team", noor, mia);

  @AfterEach
  void googleBehavesAgainAndEverythingRuns() {
    system.startWhatIsDown();
    google.behaves();
  }

  @Test
  void whoeverDeletesEverythingLeavesNothingThoughACalendarIsJustBeingReadAndADeletingProcessDies()
      throws SQLException {
    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    GoogleCalendar archive = google.calendar("Archive", mia);
    google.fills(archive, MANY_PAGES);
    google.listsSlowly(archive, 2000);
    CalendarPage calendar = browsers.signIn(system, mia).lists(team).sees(lunch);
    Session session = system.signIn(mia);
    await().until(() -> !session.mirror(session.known(archive)).isEmpty());
    assertThat(session.health(archive)).isEqualTo("SYNCING");
    var traces = new Traces(system.databaseUrl(), mia.email());
    assertThat(traces.tables()).contains("channel.account", "sync.change_log", "sync.user_feed");
    List<String> calendars = session.calendars().findValuesAsString("id");
    assertThat(snapshots(calendars)).isNotEmpty();

    google.answers("oauth.revoke", 1, 503, Map.of()); // so that there is something left to do
    try (EventStream stream = session.stream(system.frontDoorPort(), session.cursor())) {
      await().until(stream::isOpen);
      calendar.accounts(system.url()).lists(mia).hasNothingToComplainOf().deletesEverything();
      system.channelManager().kill();
      await().atMost(STREAMS_CLOSE_WITHIN).until(() -> !stream.isOpen());
    }
    calendar.isSignedOut();
    assertThat(traces.tables()).anyMatch(table -> table.startsWith("channel."));
    google.behaves();
    leasesOfTheDeadEnd();
    system.channelManager().startAgain();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          assertThat(traces.tables()).isEmpty();
          assertThat(snapshots(calendars)).isEmpty();
        });
  }

  /** Whoever was killed amid a visit to an account holds it for minutes. */
  private void leasesOfTheDeadEnd() throws SQLException {
    try (var connection = DriverManager.getConnection(system.databaseUrl());
        var statement = connection.createStatement()) {
      statement.executeUpdate("update channel.account set list_lease_until = now()");
      statement.executeUpdate("update channel.calendar set watch_lease_until = now()");
    }
  }

  /** Keys of the compacted topic whose last record is no tombstone. */
  private List<String> snapshots(List<String> calendars) {
    return LeftBehind.snapshots(system.bootstrapServers()).stream()
        .filter(key -> calendars.stream().anyMatch(key::startsWith))
        .toList();
  }
}
