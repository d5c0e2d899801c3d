package dev.calsync.system;

import com.microsoft.playwright.Page;

/** Measures, by the page's own clock, how long it takes from opening it until it can be used. */
final class TimedLoads {
  /** Once events are drawn and the frame that shows them is over, a click is answered. */
  private static final String WATCH =
      """
      addEventListener('DOMContentLoaded', () =>
        new MutationObserver((_, observer) => {
          if (document.querySelector('#grid .fc-event')) {
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now())));
          }
        }).observe(document.documentElement, { childList: true, subtree: true }),
      );
      """;

  /** Those in sight and those that each day has more. */
  private static final String COUNT =
      """
      () => {
        const inSight = [...document.querySelectorAll('#grid .fc-daygrid-event-harness')].filter(
          ({ style }) => style.visibility !== 'hidden');
        const more = [...document.querySelectorAll('#grid .fc-daygrid-more-link')].map(
          ({ textContent }) => Number(textContent.replace(/\\D/g, '')));
        return more.reduce((sum, count) => sum + count, inSight.length);
      }
      """;

  private final Page page;

  TimedLoads(Page page) {
    this.page = page;
    page.addInitScript(WATCH);
  }

  /** Opens the page anew; answers how many milliseconds that took. */
  double again() {
    page.reload();
    return ((Number) page.waitForFunction("() => window.usable").jsonValue()).doubleValue();
  }

  /** How many events the month has. */
  int events() {
    return ((Number) page.evaluate(COUNT)).intValue();
  }
}
