package dev.calsync.ingress;

import dev.calsync.model.SettingNames;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The only service that the Internet reaches without signing in. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class IngressApplication {
  /** Runs the service alone. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(IngressApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "ingress-webhook"));
    application.addInitializers(
        context -> SettingNames.refuseMisspelt(namesIn(context.getEnvironment())));
    return application;
  }

  private static Stream<String> namesIn(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .flatMap(source ->
            source instanceof EnumerablePropertySource<?> all
                ? Stream.of(all.getPropertyNames())
                : Stream.empty());
  }
}
