package dev.calsync.system;

import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A browser has one stream, however many tabs show the calendar, and loses no edit with a tab. */
@Alone("it counts streams")
class TabsEndToEndTests {
  /** Whoever left a stream without a word is noticed with the next heartbeat. */
  private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(40);

  private static final String CAN_BE_SILENCED =
      """
      window.workers = [];
      window.silenced = new Set();
      window.SharedWorker = class extends SharedWorker {
        constructor(url, options) {
          super(url, options);
          window.workers.push(options.name);
          Object.defineProperty(this.port, 'onmessage', {
            set: (told) => {
              this.port.addEventListener('message', (event) => window.silenced.has(options.name) || told(event));
              this.port.start();
            },
          });
        }
      };
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();

  private double streams() {
    return system.notifier().measures("calsync_sse_streams");
  }

  @Test
  void eightTabsShareOneStreamAndLoseNothingWhenTheFirstIsClosed() throws Exception {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    Page page = browsers.open(system);
    CalendarPage first = CalendarPage.signIn(page, system.url(), mia).lists(team).show("week");
    BrowserContext browser = page.context();
    List<CalendarPage> tabs =
        Stream.generate(first::inAnotherTab).limit(7).peek(tab -> tab.lists(team)).toList();

    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    first.sees(lunch);
    tabs.forEach(tab -> tab.sees(lunch));

    GoogleEvent choir = noor.creates(team, "Choir", Week.on(WEDNESDAY, 19));
    first.closes();
    GoogleEvent tea = noor.creates(team, "Tea", Week.on(THURSDAY, 16));
    for (CalendarPage tab : tabs) {
      tab.sees(choir).sees(tea).wasNeverReloaded();
    }
    assertThat(statusesOfEightMore(browser)).isEqualTo("200 200 200 200 200 200 200 429");
  }

  /** A session may have eight streams in all, so what it is given tells what it had. */
  private String statusesOfEightMore(BrowserContext browser) throws Exception {
    String cookies =
        browser.cookies().stream().map(each -> each.name + "=" + each.value).collect(joining("; "));
    HttpRequest stream =
        HttpRequest.newBuilder(URI.create(system.url() + "/api/stream"))
            .header("Cookie", cookies)
            .build();
    List<String> statuses = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 8; i++) {
        statuses.add("" + client.send(stream, BodyHandlers.ofInputStream()).statusCode());
      }
      client.shutdownNow();
    }
    return String.join(" ", statuses);
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

  /** It may do nothing any more, or have been killed; nobody says so. */
  @Test
  void tabWhoseWorkerFallsSilentGoesOnWithAnotherFromWhereItWas() {
    Person mia = google.somebody("Mia");
    Person noor = google.somebody("Noor");
    GoogleCalendar team = google.calendar("Team", noor, mia);
    Page page = browsers.newPage();
    page.addInitScript(CAN_BE_SILENCED);
    page.clock().install();
    CalendarPage tab = CalendarPage.signIn(page, system.url(), mia).lists(team).show("week");
    GoogleEvent lunch = noor.creates(team, "Lunch", Week.on(TUESDAY, 12));
    tab.sees(lunch);

    page.evaluate("() => window.workers.forEach((name) => window.silenced.add(name))");
    GoogleEvent tea = noor.creates(team, "Tea", Week.on(WEDNESDAY, 16));
    page.clock().fastForward(60_000);
    assertThat(tab.isConnected()).isFalse();
    page.waitForFunction("() => window.workers.length === 2"); // it is given another chance
    page.clock().fastForward(20_000);
    tab.isLive().sees(lunch).sees(tea);
    assertThat((List<?>) page.evaluate("() => [...new Set(window.workers)]")).hasSize(2);
    GoogleEvent choir = noor.creates(team, "Choir", Week.on(THURSDAY, 19));
    tab.sees(choir);
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
