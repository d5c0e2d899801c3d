package dev.calsync.system;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Requests of a page that stay on their way until the test lets them go on. */
final class Held {
  private static final String TWO_FRAMES =
      """
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      """;

  private Held() {}

  /** The first of this kind to such an address; those after it go their way. */
  static List<Route> first(Page window, String method, String address) {
    List<Route> held = new ArrayList<>();
    window.route(
        Pattern.compile(address),
        route -> {
          if (held.isEmpty() && route.request().method().equals(method)) {
            held.add(route);
          } else {
            route.resume();
          }
        });
    return held;
  }

  /** Goes on, and whatever the page draws of the answer at once is drawn. */
  static void arrives(Page window, Route held) {
    String address = held.request().url();
    window.waitForResponse(answer -> answer.url().equals(address), held::resume).finished();
    isDrawn(window);
  }

  /** What the window has to draw by now it has drawn. */
  static void isDrawn(Page window) {
    window.evaluate(TWO_FRAMES);
  }
}
