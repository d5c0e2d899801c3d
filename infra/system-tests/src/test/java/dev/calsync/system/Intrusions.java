package dev.calsync.system;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a text made a page do, though it is only a text: script that ran or would have without the
 * policy, a box that opened, a request to somewhere else.
 */
final class Intrusions {
  private static final String WATCH =
      """
      window.intrude = (how) => window.tellOfIntrusion(`ran ${how}`);
      document.addEventListener('securitypolicyviolation', (event) =>
        window.tellOfIntrusion(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
      """;

  private final Page page;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** Watches a page from its next load on. */
  Intrusions(Page page, String origin) {
    this.page = page;
    page.exposeFunction(
        "tellOfIntrusion",
        arguments -> {
          seen.add(String.valueOf(arguments[0]));
          return null;
        });
    page.addInitScript(WATCH);
    page.onDialog(dialog -> {
      seen.add("a box: " + dialog.message());
      dialog.dismiss();
    });
    page.onRequest(request -> {
      String url = request.url();
      if (!url.startsWith(origin) && URI.create(url).getScheme().startsWith("http")) {
        seen.add("a request: " + url);
      }
    });
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  /** Does what a page would do that takes texts for markup. */
  void provokeBy(String markup) {
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
  }
}
