package dev.calsync.sync;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The sync worker as a process of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SyncApplication {
  public static void main(String[] args) {
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(SyncApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "sync-worker"));
    return application;
  }
}
