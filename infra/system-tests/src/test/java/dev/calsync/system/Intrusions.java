package dev.calsync.system;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a text made a page do, though it is only a text: script that ran or would have without the
 * policy, a box that opened, a request to somewhere else.
 */
final class Intrusions {
  private static final String WATCH =
      """
      window.intrusions = [];
      window.intrude = (how) => window.intrusions.push(`ran ${how}`);
      document.addEventListener('securitypolicyviolation', (event) =>
        window.intrusions.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
      """;

  private final Page page;
  private final List<String> outside = new CopyOnWriteArrayList<>();

  /** Watches a page from its next load on. */
  Intrusions(Page page, String origin) {
    this.page = page;
    page.addInitScript(WATCH);
    page.onDialog(dialog -> {
      outside.add("a box: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      String url = request.url();
      if (!url.startsWith(origin) && URI.create(url).getScheme().startsWith("http")) {
        outside.add("a request: " + url);
      }
    });
  }

  /** What there was since it was loaded. */
  List<String> seen() {
    List<String> seen = new ArrayList<>(outside);
    if (page.evaluate("() => window.intrusions") instanceof List<?> within) {
      within.forEach(each -> seen.add(String.valueOf(each)));
    }
    return seen;
  }

  /** Does what a page would do that takes texts for markup, and waits until that is seen. */
  void sees(String markup) {
    page.evaluate(
        """
        markup => {
          try {
            document.body.insertAdjacentHTML('beforeend', markup);
          } catch {
            // The policy forbids it, and says so.
          }
        }
        """,
        markup);
    page.waitForFunction("() => window.intrusions.length > 0");
  }
}
