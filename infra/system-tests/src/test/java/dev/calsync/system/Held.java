package dev.calsync.system;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Requests of a page that stay on their way until the test lets them go on. */
final class Held {
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
}
