package dev.calsync.notifier;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Serves the page, its data, its stream of changes and its edits. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class NotifierApplication {
  /** Starts the service. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(NotifierApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "notifier"));
    return application;
  }
}
