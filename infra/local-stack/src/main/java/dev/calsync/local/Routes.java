package dev.calsync.local;

import java.util.List;
import java.util.Optional;

/** Which service answers for a path: what makes the four of them one origin. */
final class Routes {
  private static final List<Route> TABLE =
      List.of(
          new Route("/api/calendar/webhook", Port.INGRESS),
          new Route("/robots.txt", Port.INGRESS),
          new Route("/oauth2/**", Port.CHANNEL_MANAGER),
          new Route("/login/**", Port.CHANNEL_MANAGER),
          new Route("/logout", Port.CHANNEL_MANAGER),
          new Route("/api/accounts/**", Port.CHANNEL_MANAGER),
          new Route("/internal/**", null),
          new Route("/actuator/**", null),
          new Route("/**", Port.NOTIFIER));

  private Routes() {}

  /**
   * Empty for what is nobody's business outside.
   *
   * @param path decoded and without dots, as a server would see it
   */
  static Optional<Port> of(String path) {
    return TABLE.stream()
        .filter(route -> route.covers(path))
        .findFirst()
        .flatMap(route -> Optional.ofNullable(route.service()));
  }
}
