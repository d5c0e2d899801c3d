package dev.calsync.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.HttpCookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Browsers of people, closed after each test; of a test that failed a picture is kept. Where there
 * is no Chromium, the test is skipped.
 */
final class Browsers implements BeforeEachCallback, AfterEachCallback {
  private static final String USUAL = "/usr/bin/chromium";

  /** The same without windows and what draws them: two thirds of the processor's time. */
  private static final String SHELL = "/usr/bin/chromium-headless-shell";

  private static final Path CHROMIUM =
      Path.of(System.getProperty("chromium", Files.isExecutable(Path.of(SHELL)) ? SHELL : USUAL));

  private final List<BrowserContext> contexts = new ArrayList<>();
  private @Nullable String zone = "UTC";
  private ReducedMotion motion = ReducedMotion.REDUCE;
  private @Nullable Chromium chromium;

  @Override
  public void beforeEach(ExtensionContext test) {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        "skipped: there is no Chromium at "
            + CHROMIUM
            + " (apt-get install chromium-headless-shell, or -Dchromium=PATH)");
    chromium =
        test.getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(Thread.currentThread(), _ -> new Chromium(), Chromium.class);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    String name = test.getRequiredTestMethod().getName();
    for (int i = 0; i < contexts.size(); i++) {
      if (test.getExecutionException().isPresent()) {
        picture(contexts.get(i), "failed-%s-%d".formatted(name, i));
      }
      contexts.get(i).pages().forEach(Page::unrouteAll); // none is answered while it closes
      contexts.get(i).close();
    }
    contexts.clear();
    zone = "UTC";
    motion = ReducedMotion.REDUCE;
  }

  /** The clocks of those that come from now on are of this zone. */
  Browsers in(String anotherZone) {
    zone = anotherZone;
    return this;
  }

  /** The clocks of those that come from now on are the machine's, and can be set while they run. */
  Browsers inNoZoneOfTheirOwn() {
    zone = null;
    return this;
  }

  /**
   * Those that sign in from now on see things move; else they are spared it, since what moves is
   * drawn sixty times a second.
   */
  Browsers inMotion() {
    motion = ReducedMotion.NO_PREFERENCE;
    return this;
  }

  /**
   * Somebody who has signed in looks at this week. They did so as a program does, since that is
   * quicker; {@link CalendarPage#signIn} does it as a person does.
   */
  CalendarPage signIn(RunningSystem system, Person person) {
    return signedIn(desk(), system, person).show("week");
  }

  /** The same with a browser whose tabs cannot share a worker, as Chrome on Android is one. */
  CalendarPage signInWhereTabsShareNothing(RunningSystem system, Person person) {
    BrowserContext browser = desk();
    browser.addInitScript("delete globalThis.SharedWorker");
    return signedIn(browser, system, person).show("week");
  }

  /** The same in a pocket, where the page chooses the view. */
  CalendarPage signInOnAPhone(RunningSystem system, Person person) {
    var phone = new Browser.NewContextOptions().setViewportSize(390, 844).setDeviceScaleFactor(2);
    return signedIn(context(phone.setReducedMotion(motion)), system, person);
  }

  private BrowserContext desk() {
    var desk = new Browser.NewContextOptions().setViewportSize(1440, 900);
    return context(desk.setReducedMotion(motion));
  }

  private static CalendarPage signedIn(
      BrowserContext browser, RunningSystem system, Person person) {
    browser.addCookies(
        system.signIn(person).cookies().stream().map(Browsers::asBrowsersKeepIt).toList());
    return CalendarPage.in(browser.newPage(), system.url());
  }

  private static Cookie asBrowsersKeepIt(HttpCookie cookie) {
    return new Cookie(cookie.getName(), cookie.getValue())
        .setDomain("localhost")
        .setPath(cookie.getPath())
        .setHttpOnly(cookie.isHttpOnly());
  }

  /** The page of somebody who has not signed in. */
  Page open(RunningSystem system) {
    Page page = newPage();
    page.navigate(system.url());
    return page;
  }

  /** The empty page of somebody who is not signed in. */
  Page newPage() {
    return context(new Browser.NewContextOptions()).newPage();
  }

  private BrowserContext context(Browser.NewContextOptions options) {
    if (chromium == null) {
      throw new IllegalStateException("a browser is there during a test only");
    }
    BrowserContext context =
        chromium.browser.newContext(options.setLocale("en-GB").setTimezoneId(zone));
    contexts.add(context);
    context.setDefaultTimeout(20_000);
    return context;
  }

  private static void picture(BrowserContext context, String name) {
    for (Page page : context.pages()) {
      Path path = Folders.screenshots().resolve(name + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(path));
    }
  }

  /**
   * The one browser of a thread, which alone may use it; each person has a context of their own in
   * it.
   */
  private static final class Chromium implements AutoCloseable {
    private static final List<String> QUIET =
        List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium() {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
      playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(CHROMIUM)
                      .setHeadless(true)
                      .setChromiumSandbox(false) // root, as in a container, cannot have it
                      .setArgs(QUIET));
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}
