package dev.calsync.system;

import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A browser has one stream, however many tabs show the calendar, and loses no edit with a tab. */
@Isolated("it counts streams")
class TabsEndToEndTests {
  /** Whoever left a stream without a word is noticed with the next heartbeat. */
  private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(40);

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  private double streams() {
    return system.notifier().measures("calsync_sse_streams");
  }

  @Test
  void eightTabsShareOneStreamAndLoseNothingWhenTheFirstIsClosed() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    double others = streams(); // of tests before, until they are noticed to have gone
    CalendarPage first = browsers.signIn(system, mia).lists(team);
    List<CalendarPage> tabs =
        Stream.generate(first::inAnotherTab).limit(7).peek(tab -> tab.lists(team)).toList();
    await().atMost(UNTIL_FORGOTTEN).until(() -> streams() <= others + 1);

    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    first.sees(lunch);
    tabs.forEach(tab -> tab.sees(lunch));

    GoogleEvent choir = noor.creates(team, "Choir", Week.on(WEDNESDAY, 19));
    first.closes();
    GoogleEvent tea = noor.creates(team, "Tea", Week.on(THURSDAY, 16));
    for (CalendarPage tab : tabs) {
      tab.sees(choir).sees(tea).wasNeverReloaded();
    }
    assertThat(streams()).isLessThanOrEqualTo(others + 1);
  }

  @Test
  void whereTabsCannotShareAStreamOnlyTheOneThatIsLookedAtHasOne() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    CalendarPage first = browsers.signInWhereTabsShareNothing(system, mia).lists(team);
    first.isOutOfSight(true);
    CalendarPage second = first.inAnotherTab();
    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    second.sees(lunch);
    assertThat(first.isConnected()).isFalse();

    double withTheSecond = streams();
    second.isOutOfSight(true);
    assertThat(second.isConnected()).isFalse();
    GoogleEvent tea = noor.creates(team, "Tea", Week.on(WEDNESDAY, 16));
    await().atMost(UNTIL_FORGOTTEN).until(() -> streams() < withTheSecond);
    first.isOutOfSight(false).isLive().sees(lunch).sees(tea).wasNeverReloaded();
  }

  @Test
  void whatATabHadNotSentWhenItWasClosedIsSentByAnother() {
    Person mia = google.somebody("Mia");
    GoogleCalendar own = mia.ownCalendar();
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage first = browsers.signIn(system, mia).lists(own).over(cable);
      EditingPage second = first.inAnotherTab().editing();
      cable.cut();
      EditingPage page = first.editing();
      page.presses("c").hasEditor().types("Left").presses("Enter").seesWaiting("Left", 1);
      first.closes();
      second.seesWaiting("Left", 1);
      cable.mend();
      second.hasNothingWaiting().sees("Left").isTold("“Left” is saved at Google");
      assertThat(second.sent().stream().distinct()).hasSize(1); // again and again the same
    }
    await().until(() -> mia.find(own, "Left").isPresent());
  }
}
