package dev.calsync.system;

import com.microsoft.playwright.Page;

/** Measures, by the page's own clock, how long it takes from a drop until Google has it. */
final class TimedDrops {
  private static final String WATCH =
      """
      () => {
        let dropped = 0;
        let tell = () => {};
        addEventListener('pointerup', () => (dropped = performance.now()), true);
        new MutationObserver(() => {
          if (document.getElementById('toast-text').textContent.endsWith('is saved at Google')) {
            tell(performance.now() - dropped);
          }
        }).observe(document.getElementById('toast-text'), { childList: true });
        window.nextDrop = () => (window.drop = new Promise((told) => (tell = told)));
      }
      """;

  private final EditingPage editing;
  private final Page page;

  TimedDrops(EditingPage editing, Page page) {
    this.editing = editing;
    this.page = page;
    page.evaluate(WATCH);
  }

  /** Drags an event by days, and answers how many milliseconds passed until Google had it. */
  double of(String summary, int days) {
    page.evaluate("() => void window.nextDrop()");
    editing.drags(summary, days, 0);
    return ((Number) page.evaluate("() => window.drop")).doubleValue();
  }
}
