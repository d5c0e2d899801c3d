package dev.calsync.local;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One Spring application among the others of this JVM.
 *
 * @param management null: management shares the port, or there is none
 * @param without modules of Spring Boot that only the others have, but that lie on the class path
 */
record LocalService(
    String name,
    Supplier<SpringApplication> application,
    Port port,
    @Nullable Port management,
    String without) {

  /**
   * Starts it.
   *
   * @param arguments what nothing else may overrule
   * @param wiring what the environment may overrule
   */
  ConfigurableApplicationContext start(List<String> arguments, Map<String, String> wiring) {
    SpringApplication service = application.get();
    service.setBannerMode(Banner.Mode.OFF);
    service.setRegisterShutdownHook(false); // the local stack stops everything in order
    service.addListeners(new Wiring(wiring));
    return service.run(arguments.toArray(String[]::new));
  }
}
