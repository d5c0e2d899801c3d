package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.EventAttendee;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of a series, edited from one of its events that is not like the others. */
class SeriesPartsEndToEndTests {
  private static final String CHANGED = "Change a repeating event";

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar own = mia.ownCalendar();

  @Test
  void guestsOfOneEventAreNotInvitedToAllOfItsSeries() {
    Person zoe = google.somebody("Zoe");
    Person bo = google.somebody("Bo");
    mia.invitesDaily(own, "Standup", Week.on(MONDAY, 9), 5, noor);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Standup", 5);
    page.edits("Standup", 2).fills("guests", noor.email() + ", " + zoe.email()).saves();
    page.answers(CHANGED, "this").answers("tell the guests by e-mail?", "none").isTold("is saved");

    page.edits("Standup", 2).fills("guests", zoe.email() + ", " + bo.email()).saves();
    page.answers(CHANGED, "all").answers("tell the guests by e-mail?", "none").isTold("is saved");
    assertThat(mia.find(own, "Standup").orElseThrow().getAttendees())
        .extracting(EventAttendee::getEmail)
        .contains(bo.email())
        .doesNotContain(zoe.email(), noor.email());
  }

  /** However many a series has, whatever their addresses look like, and rooms among them. */
  @Test
  void guestsOfASeriesAreChangedAsThoseOfOneOfItsEventsWere() {
    Object told =
        browsers
            .open(system)
            .evaluate(
                """
                async () => {
                  const { changedAlike } = await import('/js/guests.js');
                  const guest = (email) => ({ email });
                  const many = Array.from({ length: 250 }, (_, at) => guest(`g${at}@example.com`));
                  const held = [...many, guest('odd;address'), { ...guest('bo@example.com'), responseStatus: 'accepted' }, { ...guest('room@example.com'), resource: true }];
                  const before = [guest('g0@example.com'), guest('mo@example.com')];
                  const after = [guest('mo@example.com'), guest('bo@example.com'), guest('room@example.com'), guest('zoe@example.com')];
                  const emails = changedAlike(held, before, after).map(({ email }) => email);
                  const bo = changedAlike(held, before, after).find(({ email }) => email === 'bo@example.com');
                  return [emails.length, emails.slice(-3), bo.responseStatus, emails.includes('g0@example.com'), changedAlike(undefined, before, after).length].join();
                }
                """);
    assertThat(told)
        .isEqualTo("253,bo@example.com,room@example.com,zoe@example.com,accepted,false,3");
  }

  @Test
  void answerToAllOfASeriesIsTakenBackToWhatItsAnswerWas() {
    noor.invitesDaily(noor.ownCalendar(), "Sync", Week.on(MONDAY, 12), 5, mia);
    EditingPage page = browsers.signIn(system, mia).lists(own).editing().seesTimes("Sync", 5);
    page.opens("Sync", 2).clicks("answer-declined").answers("Answer a repeating event", "this");
    page.isTold("is answered at Google").hasAnswered("declined").closes();
    page.opens("Sync", 2).clicks("answer-tentative").answers("Answer a repeating event", "all");
    page.isTold("Saving").isTold("is answered at Google").closes();
    assertThat(answerOf(mia, "Sync")).isEqualTo("tentative");

    page.presses("Control+z").isTold("is as it was");
    assertThat(answerOf(mia, "Sync")).isEqualTo("needsAction");
  }

  /** What the first edit made of the series is nobody else's change. */
  @Test
  void seriesThatIsCutAndRenamedAtOnceIsInConflictWithNobody() {
    mia.createsDaily(own, "Standup", Week.on(MONDAY, 9), 5);
    Page window = browsers.open(system);
    EditingPage page = CalendarPage.signIn(window, system.url(), mia).show("week").editing();
    List<Route> held = Held.first(window, "PATCH", "/events/[^/]+");
    page.seesTimes("Standup", 5).edits("Standup", 4).fills("location", "Park").saves();
    page.answers(CHANGED, "following").isTold("Saving");
    page.edits("Standup", 1).fills("summary", "Daily").saves().answers(CHANGED, "all");
    page.isTold("Saving");
    held.getFirst().resume();
    page.isTold("is saved at Google").isTold("“Daily” is saved at Google").seesTimes("Daily", 3);
    assertThat(mia.names(own)).containsExactlyInAnyOrder("Daily", "Standup");
  }

  private String answerOf(Person guest, String summary) {
    return guest.find(guest.ownCalendar(), summary).orElseThrow().getAttendees().stream()
        .filter(each -> each.getEmail().equals(guest.email()))
        .map(EventAttendee::getResponseStatus)
        .findAny()
        .orElseThrow();
  }
}
