package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page shows what its reader may see now, and is theirs alone, whoever uses the browser next. */
class ChangedHandsEndToEndTests {
  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final Person mia = system.google().somebody("Mia");
  private final Person noor = system.google().somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void calendarThatGoogleRefusesIsNotShownUntilItNoLongerDoes() throws SQLException {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    var rows = new CalendarRows(system.databaseUrl());
    String id = system.signIn(mia).live(own);
    CalendarPage before = browsers.signIn(system, mia).lists(own).sees(lunch);

    await().until(() -> rows.busy(mia) == 0); // whoever reads it now would find that it may
    rows.parks(id, "ACCESS_LOST");
    before.seesNothingOf(lunch);
    CalendarPage meanwhile = before.inAnotherTab().lists(own).seesNothingOf(lunch);
    rows.parks(id, null);
    before.sees(lunch);
    meanwhile.sees(lunch).wasNeverReloaded();
  }

  @Test
  void tabThatWasLeftOpenNeitherShowsNorDoesAnythingOfWhoeverSignsInNext() {
    GoogleEvent lunch = mia.creates(own, "Lunch", Week.on(TUESDAY, 12));
    GoogleEvent opera = noor.creates(noor.ownCalendar(), "Opera", Week.on(TUESDAY, 19));
    try (Cable cable = Cable.to(system.frontDoorPort())) {
      CalendarPage left = browsers.signIn(system, mia).over(cable).sees(lunch);
      EditingPage editing = left.editing().sees("Lunch");
      cable.cut();
      editing.edits("Lunch").fills("summary", "Brunch").saves().seesWaiting("Brunch", 1);
      CalendarPage next = left.isLeftOpenTo(system.url(), noor).sees(opera).seesNothingOf(lunch);

      cable.mend();
      left.isSignedOut();
      next.over(cable).sees(opera);
      assertThat(next.editing().hasNothingWaiting().sent()).isEmpty();
      assertThat(mia.names(own)).containsExactly("Lunch");
      EditingPage again = next.leavesTheBrowserTo(system.url(), mia).over(cable).editing();
      again.sees("Brunch").hasNothingWaiting();
    }
    await().until(() -> mia.names(own).equals(List.of("Brunch")));
  }

  /** Google tells when an instance was to be in the calendar's zone, whatever its series' is. */
  @Test
  void instanceOfASeriesInAnotherZoneStaysTheSameEventWhenItIsAnswered() {
    Instant start = Week.on(MONDAY, 15);
    new GoogleEdits(new Http(), system.googleUrl(), noor)
        .insert(
            noor.ownCalendar(),
            Map.of(
                "summary", "Sync",
                "start", newYork(start),
                "end", newYork(start.plusSeconds(3600)),
                "recurrence", List.of("RRULE:FREQ=DAILY;COUNT=4"),
                "attendees", List.of(Map.of("email", mia.email()))));
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Sync", 4);

    page.opens("Sync", 1).clicks("answer-accepted").answers("Answer a repeating event", "this");
    page.isTold("is answered at Google").hasAnswered("accepted").seesTimes("Sync", 4);
  }

  private static Map<String, String> newYork(Instant time) {
    return Map.of("dateTime", time.toString(), "timeZone", "America/New_York");
  }
}
