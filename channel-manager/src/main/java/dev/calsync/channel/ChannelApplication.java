package dev.calsync.channel;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The channel manager. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ChannelApplication {
  /** Starts it. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(ChannelApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "channel-manager"));
    return application;
  }
}
