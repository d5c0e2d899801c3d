package dev.calsync.system;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with their accounts, in a browser, beside the calendar that shows it. */
class AccountsPageEndToEndTests {
  private static final Duration STREAMS_CLOSE_WITHIN = Duration.ofSeconds(5);

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Person mia = google.somebody("Mia");
  private final Person noor = google.somebody("Noor");
  private final GoogleCalendar team = google.calendar("Team", noor, mia);

  @Test
  void aSecondAccountJoinsOnceItsAddressWasConfirmedAndLeavesAgain() {
    Person other = google.somebody("Other");
    GoogleCalendar hobby = google.calendar("Hobby", other);
    GoogleEvent race = other.creates(hobby, "Race", Week.on(FRIDAY, 11));
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    AccountsPage accounts =
        calendar.accounts(system.url()).lists(mia).connects(other).listsNo(other);
    calendar.seesNothingOf(race);

    accounts.declines().listsNo(other).connects(other).confirms().lists(other).says(hobby, "Live");
    calendar.lists(hobby).sees(race);

    accounts.disconnects(other).listsNo(other);
    calendar.seesNothingOf(race).wasNeverReloaded();
    accounts.lists(mia).hasNothingToComplainOf();
  }

  @Test
  void anAccountLeavesOnceWhatIsAskedAboutItIsAnswered() {
    String calendars = "**/api/accounts/*/calendars";
    Page page = browsers.open(system);
    page.locator("#sign-in").click();
    page.getByText(mia.email()).first().click();
    page.locator("#allow").click();
    page.locator("#sidebar .account").waitFor();
    AccountsPage accounts = AccountsPage.in(page, system.url()).says(team, "Live");
    List<Route> asked = new ArrayList<>();
    List<String> leaving = new ArrayList<>();
    page.route(calendars, asked::add);
    page.onRequest(call -> {
      if (call.method().equals("DELETE")) {
        leaving.add(call.url());
      }
    });

    accounts.switches(team);
    page.waitForCondition(() -> !asked.isEmpty());
    accounts.disconnects(mia);
    page.evaluate("() => new Promise(requestAnimationFrame)");
    assertThat(leaving).isEmpty();

    page.unroute(calendars);
    asked.forEach(Route::resume);
    page.waitForCondition(() -> !leaving.isEmpty());
  }

  @Test
  void whoeverIsNotSignedInIsLedAwayAndSeesNothingOfThePageMeanwhile() {
    Page page = browsers.newPage();
    List<Boolean> visible = new ArrayList<>();
    page.route(
        "**/api/**",
        call -> {
          visible.add(page.locator("#page").isVisible());
          call.resume();
        });
    page.navigate(system.url() + "/accounts");
    page.locator("#landing").waitFor();
    assertThat(visible).isNotEmpty().containsOnly(false);
  }

  @Test
  void whatWasNotAllowedIsNamedAndCanBeAllowedLater() {
    Page page = browsers.open(system);
    page.locator("#sign-in").click();
    page.getByText(mia.email()).first().click();
    for (Locator box : page.locator("input[name=granted]").all()) {
      box.uncheck();
    }
    page.locator("#allow").click();
    page.locator("#sidebar .account .hint").getByText("No calendars are known.").waitFor();
    page.locator("#sidebar .account .notice").getByText("A permission is missing").waitFor();

    AccountsPage accounts = AccountsPage.in(page, system.url());
    accounts.says(mia, "You did not allow everything").reconnects(mia).isWell(mia);
    accounts.says(team, "Live");
  }

  @Test
  void aCalendarThatIsSwitchedOffVanishesAndComesBack() {
    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    CalendarPage calendar = browsers.signIn(system, mia).lists(team).sees(lunch);
    AccountsPage accounts = calendar.accounts(system.url()).says(team, "last proven in sync");

    accounts.switches(mia.ownCalendar()).says(mia.ownCalendar(), "Off");
    accounts.switches(team).says(team, "Off"); // and there is none left
    calendar.seesNothingOf(lunch);
    accounts.switches(team).says(team, "Live");
    calendar.lists(team).sees(lunch).wasNeverReloaded();
    accounts.hasNothingToComplainOf();
  }

  @Test
  void whoeverIsRevokedIsToldWhatToDoAndGoesOnFromWhereTheyWere() throws SQLException {
    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    CalendarPage calendar = browsers.signIn(system, mia).lists(team).sees(lunch);
    AccountsPage accounts = calendar.accounts(system.url()).says(team, "Live");
    Session session = system.signIn(mia);
    String id = session.live(team);
    long before = session.cursor();

    google.revokes(mia);
    GoogleEvent dinner = noor.creates(team, "Dinner", Week.on(WEDNESDAY, 19));
    accounts.says(mia, "Reconnect and choose the same account").says(mia, "It is kept until");
    accounts.says(team, "Needs reauthorization");
    calendar.sees(lunch).seesNothingOf(dinner).offersNoNewEvent();

    accounts.reconnects(mia).isWell(mia).says(team, "Live");
    calendar.sees(lunch).sees(dinner);
    assertThat(session.live(team)).isEqualTo(id);
    assertThat(session.changes(before))
        .noneMatch(change -> change.get("type").asString().startsWith("calsync.resync"));
    accounts.hasNothingToComplainOf();
  }

  @Test
  void signingOutEverywhereClosesEveryPageWithinSeconds() {
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    Session elsewhere = system.signIn(mia);
    try (EventStream stream = elsewhere.stream(system.frontDoorPort(), elsewhere.cursor())) {
      await().until(stream::isOpen);
      AccountsPage accounts = calendar.accounts(system.url()).lists(mia).hasNothingToComplainOf();
      calendar.editing().presses("c").hasEditor().types("Unsaved");
      accounts.signsOutEverywhere();
      await().atMost(STREAMS_CLOSE_WITHIN).until(() -> !stream.isOpen());
    }
    calendar.isSignedOut();
  }

  @Test
  void withoutAPublicAddressThePageSaysHowOftenCalendarsArePolled() {
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    calendar
        .accounts(system.url())
        .lists(mia)
        .withoutPublicAddress()
        .saysOfDelivery("Calendars are polled, every 5 minutes or so")
        .picture("accounts-polled-800", 800, ColorScheme.LIGHT);
  }

  @Test
  void anAccountWhoseGrantEndsSoonSaysSoAndWhatToDo() {
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    calendar
        .accounts(system.url())
        .lists(mia)
        .warned("Google ends this connection tomorrow")
        .says(mia, "Google ends this connection tomorrow")
        .says(mia, "Sign in again");
  }

  @Test
  void clickThatHasBegunIsNotLostWhenTheAccountsAreReadAnew() {
    Page page = browsers.open(system);
    CalendarPage.signIn(page, system.url(), mia).lists(team);
    AccountsPage accounts = AccountsPage.in(page, system.url()).says(team, "Live");
    List<Route> lists = Held.first(page, "GET", "/api/accounts/.+/calendars$");
    accounts.switches(team);
    page.waitForCondition(() -> !lists.isEmpty());
    page.locator("#accounts footer .button").hover();
    page.mouse().down();

    Held.arrives(page, lists.getFirst());
    page.mouse().up();

    page.locator("#question[open]").waitFor();
    accounts.says(team, "Off").hasNothingToComplainOf();
  }

  @Test
  void theKeyboardReachesWhatThePageOffers() {
    AccountsPage accounts =
        browsers.signIn(system, mia).lists(team).accounts(system.url()).says(team, "Live");
    accounts
        .isReachedByKeyboard(".skip", 1)
        .isReachedByKeyboard("#accounts input", 8)
        .isReachedByKeyboard("footer .button", 8)
        .isReachedByKeyboard("#connect", 3)
        .isReachedByKeyboard("#delete-everything", 5);
  }

  @Test
  void pageIsWorthAPicture() {
    Person ada = google.somebody("Ada");
    google.calendar("A calendar with a name that is rather longer than a phone is wide", ada);
    CalendarPage calendar = browsers.signIn(system, mia).lists(team);
    noor.creates(team, "Standup", Week.on(MONDAY, 9));
    AccountsPage accounts = calendar.accounts(system.url()).says(team, "Live");
    pictures(accounts.connects(ada), "pending");
    pictures(accounts.confirms().lists(ada).switches(team).says(team, "Off"), "two");
    accounts.pictureOfQuestion("accounts-question", ada);
    google.revokes(mia);
    pictures(accounts.switches(team).says(mia, "Reconnect"), "revoked");
  }

  private static void pictures(AccountsPage accounts, String what) {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {360, 800, 1400}) {
        String name =
            "accounts-%s-%s-%d".formatted(what, theme.name().toLowerCase(Locale.ROOT), width);
        accounts.picture(name, width, theme);
      }
    }
  }
}
