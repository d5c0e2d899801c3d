package dev.calsync.system;

import com.microsoft.playwright.Page;
import java.time.Instant;

/** When texts such as "Edit 7" appeared on a page, by the clock that Java reads, too. */
final class Sightings {
  /** Notes when each text is on the page for the first time, in milliseconds since 1970. */
  private static final String WATCH =
      """
      () => {
        const seen = new Map();
        const waiting = new Map();
        const look = () => {
          const now = performance.timeOrigin + performance.now();
          for (const el of document.querySelectorAll('#grid [data-event-id]')) {
            for (const [text] of (el.textContent.match(/Edit \\d+/g) ?? []).map((t) => [t])) {
              if (!seen.has(text)) {
                seen.set(text, now);
                waiting.get(text)?.(now);
              }
            }
          }
        };
        const all = { childList: true, subtree: true, characterData: true, attributes: true };
        new MutationObserver(look).observe(document.getElementById('grid'), all);
        window.whenSeen = (text) =>
          new Promise((tell, fail) => {
            seen.has(text) ? tell(seen.get(text)) : waiting.set(text, tell);
            setTimeout(() => fail(new Error(`${text} was not seen`)), 20_000);
          });
      }
      """;

  private final Page page;

  private Sightings(Page page) {
    this.page = page;
  }

  static Sightings on(Page page) {
    page.evaluate(WATCH);
    return new Sightings(page);
  }

  /** When that text appeared; waits for it. */
  Instant of(String text) {
    Object millis = page.evaluate("text => window.whenSeen(text)", text);
    return Instant.EPOCH.plusNanos((long) (((Number) millis).doubleValue() * 1e6));
  }
}
