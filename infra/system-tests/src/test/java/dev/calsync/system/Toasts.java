package dev.calsync.system;

import com.microsoft.playwright.Page;

/**
 * The lines at the bottom of a page, or of its editor, each of which is read once, however soon the
 * next one comes.
 */
final class Toasts {
  private static final String WATCH =
      """
      if (!window.toasts) {
        window.toasts = [];
        new MutationObserver((changes) => {
          for (const { target, addedNodes } of changes) {
            if (['toast-text', 'warning-text', 'editor-why'].includes(target.id)) {
              addedNodes.forEach(({ textContent }) => window.toasts.push(textContent));
            }
          }
        }).observe(document, { childList: true, subtree: true });
      }
      """;

  private static final String READ =
      """
      (text) => {
        const at = window.toasts.findIndex((each) => each.includes(text));
        window.toasts.splice(0, at + 1);
        return at >= 0;
      }
      """;

  private final Page page;

  /** From now on, and after each time that the page is loaded. */
  Toasts(Page page) {
    this.page = page;
    page.addInitScript(WATCH);
    page.evaluate("() => { " + WATCH + " }");
  }

  /** One says so, of those that came after the one that was read last. */
  void await(String text) {
    page.waitForFunction(READ, text);
  }
}
