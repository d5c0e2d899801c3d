package dev.calsync.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which service answers for a path: what makes the four of them one origin. */
final class Routes {
  private static final List<Route> TABLE =
      List.of(
          new Route("/api/calendar/webhook", Port.INGRESS),
          new Route("/robots\\.txt", Port.INGRESS),
          new Route(
              "/google[0-9A-Za-z_-]{1,64}\\.html",
              Port.INGRESS), // proves to Google whose site it is
          new Route("/(oauth2|login)(/.*)?", Port.CHANNEL_MANAGER),
          new Route("/logout", Port.CHANNEL_MANAGER),
          new Route("/api/accounts(/.*)?", Port.CHANNEL_MANAGER),
          new Route("/(internal|actuator|error)(/.*)?", null),
          new Route("/.*", Port.NOTIFIER));

  private Routes() {}

  /**
   * Empty for what is nobody's business outside.
   *
   * @param path decoded and without dots, as a server would see it
   */
  static Optional<Port> of(String path) {
    return TABLE.stream()
        .filter(route -> route.paths().matcher(path).matches())
        .findFirst()
        .flatMap(route -> Optional.ofNullable(route.service()));
  }

  private record Route(Pattern paths, @Nullable Port service) {
    Route(String paths, @Nullable Port service) {
      this(Pattern.compile(paths, Pattern.DOTALL), service);
    }
  }
}
