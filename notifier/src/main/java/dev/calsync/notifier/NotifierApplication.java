package dev.calsync.notifier;

import dev.calsync.model.SettingNames;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Serves the page, its data, its stream of changes and its edits. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class NotifierApplication {
  /** Starts the service. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(NotifierApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "notifier"));
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
