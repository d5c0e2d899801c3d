package dev.calsync.system;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a text made a page do, though it is only a text: script that ran or would have without the
 * policy, a box that opened, a request to somewhere else, a link to anything but the web.
 */
final class Intrusions {
  private static final String WATCH =
      """
      window.intrusions = [];
      window.intrude = (how) => window.intrusions.push(`ran ${how}`);
      document.addEventListener('securitypolicyviolation', (event) =>
        window.intrusions.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
      window.leadsTo = new Set();
      const follow = (element) => {
        for (const name of ['href', 'src', 'action', 'formaction', 'xlink:href']) {
          const text = element.getAttribute(name);
          const url = text === null ? null : URL.parse(text, location.href);
          if (url) {
            window.leadsTo.add(url.href);
          }
          if (text !== null && !['https:', 'http:'].includes(url?.protocol)) {
            window.intrusions.push(`${name} ${text}`);
          }
        }
      };
      new MutationObserver((changes) => {
        for (const { type, target, addedNodes } of changes) {
          const elements = [...addedNodes].filter(({ nodeType }) => nodeType === Node.ELEMENT_NODE);
          const all = elements.flatMap((each) => [each, ...each.querySelectorAll('*')]);
          (type === 'attributes' ? [target] : all).forEach(follow);
        }
      }).observe(document, { subtree: true, childList: true, attributes: true });
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

  /** Every address that an element of the page had, whenever and wherever it was drawn. */
  List<String> addresses() {
    return ((List<?>) page.evaluate("() => [...window.leadsTo]"))
        .stream().map(String::valueOf).toList();
  }

  /** Does what a page would do that makes a link of any text, and waits until that is seen. */
  void seesALinkTo(String address) {
    page.evaluate(
        """
        address => {
          const link = document.createElement('a');
          link.setAttribute('href', address);
          document.body.append(link);
        }
        """,
        address);
    page.waitForFunction(
        "address => window.intrusions.some((each) => each.includes(address))", address);
  }

  /** Does what a page would do that shows the pictures of others, and waits until that is seen. */
  void seesAPictureFrom(String address) {
    page.evaluate("address => { new Image().src = address; }", address);
    page.waitForFunction(
        "address => window.intrusions.some((each) => each.includes(address))", address);
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
